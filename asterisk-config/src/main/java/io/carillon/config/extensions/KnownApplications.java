package io.carillon.config.extensions;

import io.carillon.config.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The applications of Asterisk, of any version, and which of them Carillon has: a slip of the pen can be told from what
 * is to come. An application that arrives moves from {@link #LATER} to {@link #HERE}.
 */
public final class KnownApplications implements ApplicationNames {
    public static final KnownApplications NAMES = new KnownApplications();

    private static final Set<String> HERE = folded("""
            Answer BackGround Busy Congestion ContinueWhile Dial Echo EndWhile Exec ExecIf ExecIfTime ExitWhile
            Gosub GosubIf Goto GotoIf GotoIfTime Hangup Log Macro MacroExit MacroIf MSet MusicOnHold NoOp
            Playback PlayTones Progress Read Return Ringing SayAlpha SayDigits SayNumber SayPhonetic SayUnixTime
            Set StackPop StartMusicOnHold StopMusicOnHold StopPlayTones System Transfer TrySystem UserEvent Verbose
            VoiceMail VoiceMailMain Wait WaitExten While
            """);

    private static final Set<String> LATER = folded("""
            AddQueueMember ADSIProg AELSub AgentLogin AgentMonitorOutgoing AgentRequest AGI AlarmReceiver AMD
            AppendCDRUserField Authenticate BackgroundDetect Bridge BridgeAdd BridgeWait CallCompletionCancel
            CallCompletionRequest CELGenUserEvent ChangeMonitor ChanIsAvail ChannelRedirect ChanSpy ClearHash
            ConfBridge ConfKick ControlPlayback DAHDIBarge DAHDIRAS DAHDIScan DAHDISendCallreroutingFacility
            DAHDISendKeypadFacility DateTime DBdel DBdeltree DeadAGI Dictate Directory DISA DumpChan EAGI
            ExtenSpy ExternalIVR Festival Flash FollowMe ForkCDR GetCPEID HangupCauseClear IAX2Provision ICES
            ImportVar Incomplete IVRDemo JabberJoin JabberLeave JabberSend JabberSendGroup JabberStatus JACK
            MacroExclusive MailboxExists MeetMe MeetMeAdmin MeetMeChannelAdmin MeetMeCount Milliwatt
            MinivmAccMess MinivmDelete MinivmGreet MinivmMWI MinivmNotify MinivmRecord MixMonitor Monitor
            Morsecode MP3Player NBScat NoCDR ODBC_Commit ODBC_Rollback ODBCFinish Originate Page Park
            ParkAndAnnounce ParkedCall PauseMonitor PauseQueueMember Pickup PickupChan PrivacyManager Proceeding
            Queue QueueLog RaiseException ReadExten ReadFile ReceiveFAX Record RemoveQueueMember ResetCDR
            RetryDial SayAlphaCase SayCountedAdj SayCountedNoun SayCountPL SendDTMF SendFAX SendImage SendText
            SendURL SetAMAFlags SetCallerPres SetMusicOnHold SIPAddHeader SIPDtmfMode SIPRemoveHeader
            SIPSendCustomINFO SkelGuessNumber SLAStation SLATrunk SMS SoftHangup SpeechActivateGrammar
            SpeechBackground SpeechCreate SpeechDeactivateGrammar SpeechDestroy SpeechLoadGrammar
            SpeechProcessingSound SpeechStart SpeechUnloadGrammar Stasis StopMixMonitor StopMonitor StreamEcho
            TestClient TestServer TryExec UnpauseMonitor UnpauseQueueMember VMAuthenticate VMSayName VoiceMailPlayMsg
            WaitDigit WaitForNoise WaitForRing WaitForSilence
            WaitMusicOnHold WaitUntil Zapateller
            """);

    private static final String AWAITED = " is not here yet: a call that comes to it is refused with 603";

    private KnownApplications() {}

    /** The warning about a step that asks for an application that comes later. */
    static String awaited(String application) {
        return application + AWAITED;
    }

    /** The application that comes later, if that is what this warning is about. */
    public static Optional<String> awaited(Problem warning) {
        return Optional.of(warning.message())
                .filter(message -> message.endsWith(AWAITED))
                .map(message -> message.substring(0, message.length() - AWAITED.length()));
    }

    @Override
    public Support support(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (HERE.contains(folded)) {
            return Support.HERE;
        }
        return LATER.contains(folded) ? Support.LATER : Support.UNKNOWN;
    }

    /** The names of what Carillon has, in lower case. */
    public static Set<String> here() {
        return HERE;
    }

    private static Set<String> folded(String names) {
        return Arrays.stream(names.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
