package io.carillon.config.extensions;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions of Asterisk: those that Carillon has, those that it never will, and those that may come. */
public final class KnownFunctions {
    private static final Set<String> HERE = names("""
            CALLERID CDR CHANNEL CUT DIALPLAN_EXISTS EXCEPTION EXISTS FIELDQTY FILTER GLOBAL IF IFTIME ISNULL
            LANGUAGE LEN LOCAL MATH QUOTE RAND REGEX SET STRFTIME TIMEOUT TOLOWER TOUPPER URIDECODE URIENCODE
            VALID_EXTEN
            """);

    /** Why a plan with one of these is not loaded. */
    private static final Map<String, String> REFUSED = Map.of(
            "CURL",
                    "fetches what another computer says in the middle of a call; let that computer read Carillon's"
                            + " facts instead",
            "CURLOPT", "belongs to CURL, which Carillon refuses",
            "SHELL", "runs a program through a shell with what a caller may have sent; System runs listed programs",
            "ENV", "reads the secrets of this process",
            "FILE", "reads and writes files of this computer in the middle of a call");

    private static final Set<String> LATER = names("""
            AES_DECRYPT AES_ENCRYPT AGC ARRAY AST_CONFIG AST_SORCERY ASTERISK_CERT AUDIOHOOK_INHERIT BASE64_DECODE
            BASE64_ENCODE BLACKLIST CALENDAR_BUSY CALLCOMPLETION CALLERPRES CDR_PROP CHANNELS CHECKSIPDOMAIN CONFBRIDGE
            CONFBRIDGE_INFO CONNECTEDLINE CSV_QUOTE CURLPOST DB DB_DELETE DB_EXISTS DB_KEYCOUNT DB_KEYS DEC DENOISE
            DEVICE_STATE DIALGROUP DUNDILOOKUP ENUMLOOKUP ENUMQUERY ENUMRESULT EVAL EXTENSION_STATE FAXOPT FEATURE
            FEATUREMAP FIELDNUM FRAME_TRACE GROUP GROUP_COUNT GROUP_LIST GROUP_MATCH_COUNT HANGUPCAUSE
            HANGUPCAUSE_KEYS HASH HASHKEYS HINT IAXPEER IAXVAR IMPORT INC JABBER_RECEIVE JITTERBUFFER KEYPADHASH
            LISTFILTER LOCK MAILBOX_EXISTS MASTER_CHANNEL MD5 MEETME_INFO MESSAGE MUTEAUDIO ODBC PASSTHRU PEER_STATE
            PERIODIC_HOOK PITCH_SHIFT POP PP_EACH_EXTENSION PP_EACH_USER PRESENCE_STATE PUSH QUEUE_EXISTS
            QUEUE_MEMBER QUEUE_MEMBER_COUNT QUEUE_VARIABLES QUEUE_WAITING_COUNT REALTIME REALTIME_DESTROY
            REALTIME_FIELD REALTIME_HASH REALTIME_STORE REDIRECTING REPLACE SHA1 SHARED SHIFT SIP_HEADER SIP_HEADERS
            SIPCHANINFO SIPPEER SMDI_MSG SORT SPEECH SPRINTF SRVQUERY SRVRESULT STACK_PEEK STAT STRBETWEEN STRPTIME
            STRREPLACE SYSINFO TALK_DETECT TESTTIME TRYLOCK TXTCIDNAME UNLOCK UNSHIFT VERSION VM_INFO VMCOUNT VOLUME
            """);

    private KnownFunctions() {}

    /** What Carillon has, in upper case. */
    public static Set<String> here() {
        return HERE;
    }

    static boolean isLater(String name) {
        return LATER.contains(name);
    }

    /** Why it is never taken; empty text when it may be. */
    static String refusal(String name) {
        return REFUSED.getOrDefault(name, "");
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
