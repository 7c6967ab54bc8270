package io.carillon.local.system;

import io.carillon.testkit.sound.Tone;
import io.carillon.testkit.sound.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The labs' own files, and beside them accounts and extensions enough for every test to have its own.
 *
 * <p>Accounts: {@code p1000…} with secret {@code secret-1000…} in context {@code tests}. Extensions there: NNNN rings
 * account pNNNN; see the text for the others.
 */
final class LabConfiguration {

    static final int FIRST_ACCOUNT = 1000;
    static final int ACCOUNTS = 900;

    /** Accounts v20… have a mailbox each, 720…; the last few are {@link #SPECIAL}. */
    static final int FIRST_MAILBOX = 20;

    static final int MAILBOXES = 80;

    /** So many of them have this PIN, which costs a tenth of a second to be taken over, and the others none. */
    static final int PINS = 24;

    static final String MAILBOX_PIN = "4711";

    /** Mailboxes that are not as the others: what their lines in voicemail.conf say more. */
    static final int FULL_AFTER_ONE = 99;

    static final int WITH_OPERATOR = 98;
    static final int WITH_REVIEW = 97;
    static final int MAILED = 96;
    static final int MAILED_TOO = 95;
    private static final Map<Integer, String> SPECIAL = Map.of(
            FULL_AFTER_ONE, ",,,maxmsg=1",
            WITH_OPERATOR, ",,,operator=yes",
            WITH_REVIEW, ",,,review=yes",
            MAILED, "," + addressOf(MAILED),
            MAILED_TOO, "," + addressOf(MAILED_TOO));

    /** As many as English and French count differently. */
    static final int MANY_MESSAGES = 21;

    /** Ports for some 500 calls, so that no test meets one that is held back after use. */
    private static final int RTP_PORTS = 2000;

    /** Every test guesses from the same address, and one of them measures how long an answer takes: none is slowed. */
    static final String LOGINS = """
            login_slow_after=1000000
            login_refuse_after=1000000
            """;

    /** Some 900 bytes. */
    static final String LONG_NAME =
            "Wolfeschlegelsteinhausenbergerdorff ".repeat(25).strip();

    /** What the prompt {@code steady}, the music of that class and that on hold sound like: no phone speaks so. */
    static final Tone RECORDED = new Tone(3300);

    /** What follows it in the music of class {@code album}. */
    static final Tone SECOND_TRACK = new Tone(2700);

    private static final String EXTENSIONS = """

            [tests]
            ; one phone
            exten => _1XXX,1,Dial(SIP/p${EXTEN},30)
            ; the same, ringing at once, for two seconds, with nothing after it
            exten => _21XXX,1,Dial(SIP/p${EXTEN:1},2)
            exten => _31XXX,1,Dial(SIP/p${EXTEN:1},30,r)
            ; two phones together
            exten => _41XXX1XXX,1,Dial(SIP/p${EXTEN:1:4}&SIP/p${EXTEN:5:4},30)
            ; one for a second, then, past the missing priority 2, the other
            exten => _51XXX1XXX,1,Dial(SIP/p${EXTEN:1:4},1)
            exten => _51XXX1XXX,3,Dial(SIP/p${EXTEN:5:4},30)
            ; ends of a call that nobody answers
            exten => 601,1,Busy()
            exten => 602,1,Congestion()
            exten => 603,1,Hangup()
            exten => 604,1,Hangup(17)
            exten => 605,1,NoOp(nothing follows)
            exten => 606,1,NoSuchApplication(x)
            exten => 607,1,Goto(nowhere,s,1)
            exten => 608,1,Answer()
            exten => 608,n,Wait(60)
            exten => 609,1,Ringing()
            exten => 609,n,Wait(2)
            exten => 609,n,Busy()
            exten => 610,1,Answer()
            exten => 610,n,Echo()
            ; accounts with codecs of their own
            exten => 802,1,Dial(SIP/any2,30)
            exten => 803,1,Dial(SIP/alaw1,30)
            exten => 804,1,Dial(SIP/gsm1,30)
            ; an account behind a NAT
            exten => 805,1,Dial(SIP/natted1,30)
            ; an account whose keys go by INFO
            exten => 806,1,Dial(SIP/info1,30)
            ; accounts whose sound may go past us
            exten => 807,1,Dial(SIP/direct2,30)
            exten => 808,1,Dial(SIP/direct4,30)
            ; accounts whose phones are behind NATs
            exten => _82X,1,Dial(SIP/behind${EXTEN:2},30)
            exten => 830,1,Dial(SIP/unaware1,2)
            exten => 831,1,Dial(SIP/nonat1,30)
            exten => 832,1,Dial(SIP/symmetric1,30)
            ; what a caller hears and keys in
            exten => 901,1,Goto(menu,s,1)
            exten => 902,1,Answer()
            exten => 902,n,SayNumber(1234)
            exten => 902,n,SayDigits(907)
            exten => 902,n,SayAlpha(ab)
            exten => 902,n,Hangup()
            exten => 903,1,Set(CHANNEL(language)=fr)
            exten => 903,n,Answer()
            exten => 903,n,SayNumber(91)
            exten => 903,n,Playback(vm-goodbye)
            exten => 904,1,Read(pin,vm-password,4,,2,3)
            exten => 904,n,SayDigits(${pin})
            exten => 904,n,Hangup()
            exten => 905,1,Playback(vm-intro,noanswer)
            exten => 905,n,Busy()
            exten => 906,1,Answer()
            exten => 906,n,Playtones(425/500,0/500)
            exten => 906,n,Wait(3)
            exten => 906,n,StopPlaytones()
            exten => 906,n,Wait(60)
            exten => 907,1,Answer()
            exten => 907,n,MusicOnHold(ours)
            exten => 908,1,Goto(local,600,1)
            exten => 909,1,Answer()
            exten => 909,n,MusicOnHold(album)
            exten => 910,1,Set(CHANNEL(tonezone)=fr)
            exten => 910,n,Answer()
            exten => 910,n,Busy(3)
            ; as 86NN below, and 12 dB quieter
            exten => _89XX,1,VoiceMail(7${EXTEN:2},sug(-12))
            ; a menu's way to a phone
            exten => _71XXX,1,Set(callee=p${EXTEN:1})
            exten => _71XXX,n,Goto(by-variable,s,1)
            ; a plan that says who calls and what it is about, and may run no program
            exten => _81XXX,1,Gosub(told,s,1(${EXTEN:1}))
            exten => _81XXX,n,Dial(SIP/p${GOSUB_RETVAL},30)
            ; voicemail: 87NN and 86NN leave a message for the account vNN, whose mailbox is 7NN
            exten => _87XX,1,VoiceMail(${EXTEN:1},u)
            exten => _87XX,n,Playback(vm-goodbye)
            exten => _86XX,1,VoiceMail(7${EXTEN:2},su)
            exten => _85XX,1,VoiceMail(7${EXTEN:2},sb)
            exten => _82XX,1,VoiceMail(7${EXTEN:2},s)
            exten => _83XX,1,VoiceMail(MANY-TIMES,s)
            exten => _84XX,1,Goto(to-voicemail,7${EXTEN:2},1)
            exten => 885,1,VoiceMailMain(${CALLERID(num)})
            exten => 885,n,Playback(auth-thankyou)
            exten => 886,1,VoiceMailMain()
            exten => 886,n,Playback(auth-thankyou)
            exten => 887,1,VoiceMailMain(${CALLERID(num)},s)
            exten => 883,1,VoiceMailMain(${CALLERID(num)},s)
            exten => 883,n,Goto(to-voicemail,${VMSTATUS},1)
            exten => 884,1,Set(CHANNEL(language)=fr)
            exten => 884,n,VoiceMailMain(${CALLERID(num)})
            exten => 888,1,VoiceMail(999)
            exten => 888,n,Playback(vm-goodbye)
            ; what Dial's options do, by sound: a caller who is left alone hears itself
            exten => _911XXX,1,Dial(SIP/p${EXTEN:2},30,m(steady))
            exten => _921XXX,1,Set(CHANNEL(tonezone)=fr)
            exten => _921XXX,n,Answer()
            exten => _921XXX,n,Dial(SIP/p${EXTEN:2},30,r)
            exten => _931XXX,1,Set(CHANNEL(tonezone)=fr)
            exten => _931XXX,n,Answer()
            exten => _931XXX,n,Dial(SIP/p${EXTEN:2},30)
            exten => _941XXX,1,Dial(SIP/p${EXTEN:2},30,Hhg)
            exten => _941XXX,n,Echo()
            exten => _951XXX,1,Dial(SIP/p${EXTEN:2},30,L(3000))
            exten => _961XXX,1,Dial(SIP/p${EXTEN:2},30,A(steady&steady)D(12w3:45))
            exten => _971XXX,1,Answer()
            exten => _971XXX,n,Dial(SIP/p${EXTEN:2},1,m(steady))
            exten => _971XXX,n,Echo()
            ; who hands a call over by keys
            exten => _981XXX,1,Dial(SIP/p${EXTEN:2},30,tT)
            exten => _991XXX,1,Set(TRANSFER_CONTEXT=elsewhere)
            exten => _991XXX,n,Dial(SIP/p${EXTEN:2},30,t)
            exten => 809,1,Dial(SIP/info1,30,t)

            ; who is told to call somebody else
            exten => _611XXX,1,Transfer(SIP/${EXTEN:2})
            exten => _621XXX,1,Answer()
            exten => _621XXX,n,Transfer(${EXTEN:2})
            exten => _621XXX,n,GotoIf($["${TRANSFERSTATUS}" = "SUCCESS"]?done)
            exten => _621XXX,n,Playback(pbx-invalid)
            exten => _621XXX,n,Hangup()
            exten => _621XXX,n(done),Playback(vm-goodbye)

            [elsewhere]
            exten => 7,1,Echo()

            [to-voicemail]
            exten => _7XX,1,VoiceMail(${EXTEN},u)
            exten => _7XX,n,Goto(${VMSTATUS},1)
            exten => o,1,Goto(${VMSTATUS}-by-o,1)
            exten => a,1,Goto(${VMSTATUS}-by-a,1)
            exten => SUCCESS,1,Playback(vm-goodbye)
            exten => FAILED,1,Playback(pbx-invalid)
            exten => USEREXIT-by-o,1,Playback(vm-reachoper)
            exten => USEREXIT-by-a,1,Playback(vm-star-cancel)

            [told]
            exten => s,1,Set(CALLERID(all)=Front door <4930>)
            same => n,Set(CDR(userfield)=door ${ARG1})
            same => n,UserEvent(Door,Number: ${ARG1})
            same => n,System(/bin/true)
            same => n,ExecIf($["${SYSTEMSTATUS}" = "FAILURE"]?Return(${ARG1}))
            same => n,Busy()

            [menu]
            exten => s,1,Background(vm-options)
            exten => s,2,WaitExten(2)
            exten => s,3,Goto(menu,s,1)
            exten => 4,1,SayNumber(4)
            exten => 4,2,Hangup()
            exten => _1XXX,1,Dial(SIP/p${EXTEN},30)
            exten => i,1,Playback(pbx-invalid)
            exten => i,2,Goto(menu,s,1)

            [by-variable]
            exten => s,1,GotoIf($["${callee}" = ""]?none)
            exten => s,n,Dial(SIP/${callee},30)
            exten => s,n(none),Hangup()
            """;

    private final int firstRtpPort = 10_000 + 2 * ThreadLocalRandom.current().nextInt(4500);

    int firstRtpPort() {
        return firstRtpPort;
    }

    int lastRtpPort() {
        return firstRtpPort + RTP_PORTS - 1;
    }

    /** Where a mailbox's mail goes. */
    static String addressOf(int mailbox) {
        return "v" + mailbox + "@example.com";
    }

    static String secretOf(int account) {
        return "secret-" + account;
    }

    /** Writes the four files, with no mailboxes but the lab's. */
    void write(Path lab, Path directory) throws IOException {
        Files.createDirectories(directory);
        String phones = Files.readString(lab.resolve("sip.conf")).replace("[general]\n", "[general]\n" + LOGINS);
        Files.writeString(directory.resolve("sip.conf"), phones + accounts());
        Files.writeString(
                directory.resolve("extensions.conf"),
                Files.readString(lab.resolve("extensions.conf"))
                        + EXTENSIONS.replace(
                                "MANY-TIMES",
                                "&7${EXTEN:2}".repeat(MANY_MESSAGES).substring(1)));
        Files.writeString(
                directory.resolve("rtp.conf"),
                "[general]\nrtpstart=" + firstRtpPort + "\nrtpend=" + lastRtpPort() + "\n");
        Path music = Files.createDirectories(directory.resolve("sounds").resolve("moh"));
        Wav.tone(RECORDED, 2).write(music.resolve("steady.wav"));
        Wav.tone(RECORDED, 2).write(music.resolve("default.wav"));
        Path album = Files.createDirectories(music.resolve("album"));
        Wav.tone(RECORDED, 3).write(album.resolve("01.wav"));
        Wav.tone(SECOND_TRACK, 3).write(album.resolve("02.wav"));
        Wav.tone(RECORDED, 1).write(directory.resolve("sounds").resolve("steady.wav"));
        Files.copy(lab.resolve("voicemail.conf"), directory.resolve("voicemail.conf"));
        Path sound = Path.of("sounds", "var", "msg", "standard.gsm");
        Files.createDirectories(directory.resolve(sound).getParent());
        Files.copy(lab.resolve(sound), directory.resolve(sound));
    }

    /** Writes the mailboxes, too. */
    void writeMailboxes(Path directory) throws IOException {
        Files.writeString(directory.resolve("voicemail.conf"), mailboxes(), StandardOpenOption.APPEND);
    }

    /** At the end of the lab's, in its last context. */
    private static String mailboxes() {
        StringBuilder text = new StringBuilder();
        for (int number = FIRST_MAILBOX; number < FIRST_MAILBOX + MAILBOXES; number++) {
            String pin = number < FIRST_MAILBOX + PINS ? MAILBOX_PIN : "";
            text.append("%n7%1$d => %2$s,Voice %1$d".formatted(number, pin)).append(SPECIAL.getOrDefault(number, ""));
        }
        return text.append('\n').toString();
    }

    private static String accounts() {
        StringBuilder text = new StringBuilder("""

                [phone](!)
                type=friend
                host=dynamic
                context=tests
                directmedia=no

                [open1](phone)
                callerid=Open Door <9001>

                ; what the corpus of nasty messages registers under
                [open2](phone)

                [gsm1](phone)
                secret=secret-gsm1
                disallow=all
                allow=gsm

                [info1](phone)
                secret=secret-info1
                dtmfmode=info

                [direct1](phone)
                secret=secret-direct1
                directmedia=yes
                nat=no

                [direct2](phone)
                secret=secret-direct2
                directmedia=yes
                nat=no

                [direct3](phone)
                secret=secret-direct3
                directmedia=yes
                nat=no

                [direct4](phone)
                secret=secret-direct4
                directmedia=update
                nat=no

                [alaw1](phone)
                secret=secret-alaw1
                disallow=all
                allow=alaw,ulaw

                [any1](phone)
                secret=secret-any1
                disallow=all
                allow=all

                [any2](phone)
                secret=secret-any2
                disallow=all
                allow=all

                [natted1](phone)
                secret=secret-natted1
                nat=yes

                [behind1](phone)
                secret=secret-behind1
                nat=yes

                [behind2](phone)
                secret=secret-behind2
                nat=force_rport,comedia

                ; behind a NAT that its section denies
                [unaware1](phone)
                secret=secret-unaware1
                nat=no

                [nonat1](phone)
                secret=secret-nonat1
                directmedia=nonat
                nat=auto_force_rport,auto_comedia

                [symmetric1](phone)
                secret=secret-symmetric1
                directmedia=yes
                nat=yes

                ; whose name alone makes an INVITE too long for a datagram
                [wordy1](phone)
                secret=secret-wordy1
                callerid="LONG-NAME" <9101>

                """);
        for (int number = FIRST_ACCOUNT; number < FIRST_ACCOUNT + ACCOUNTS; number++) {
            text.append(
                    "[p%1$d](phone)%nsecret=%2$s%ncallerid=Phone %1$d <%1$d>%n%n".formatted(number, secretOf(number)));
        }
        for (int number = FIRST_MAILBOX; number < FIRST_MAILBOX + MAILBOXES; number++) {
            text.append("[v%1$d](phone)%nsecret=secret-v%1$d%ncallerid=Voice %1$d <7%1$d>%nmailbox=7%1$d@default%n%n"
                    .formatted(number));
        }
        return text.toString().replace("LONG-NAME", LONG_NAME);
    }
}
