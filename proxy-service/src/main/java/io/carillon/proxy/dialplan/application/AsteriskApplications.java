package io.carillon.proxy.dialplan.application;

import java.util.Set;

/** The names of Asterisk's applications, of any version, so that a slip of the pen can be told from what is to come. */
final class AsteriskApplications {
    private static final Set<String> NAMES =
            Set.of(Applications.folded("""
            AddQueueMember ADSIProg AELSub AgentLogin AgentMonitorOutgoing AgentRequest AGI AlarmReceiver AMD
            AppendCDRUserField Authenticate BackGround BackgroundDetect Bridge BridgeAdd BridgeWait
            CallCompletionCancel CallCompletionRequest CELGenUserEvent ChangeMonitor ChanIsAvail ChannelRedirect
            ChanSpy ClearHash ConfBridge ConfKick ContinueWhile ControlPlayback DAHDIBarge DAHDIRAS DAHDIScan
            DAHDISendCallreroutingFacility DAHDISendKeypadFacility DateTime DBdel DBdeltree DeadAGI Dictate
            Directory DISA DumpChan EAGI Echo EndWhile Exec ExecIf ExecIfTime ExitWhile ExtenSpy ExternalIVR
            Festival Flash FollowMe ForkCDR GetCPEID Gosub GosubIf GotoIfTime HangupCauseClear IAX2Provision
            ICES ImportVar Incomplete IVRDemo JabberJoin JabberLeave JabberSend JabberSendGroup JabberStatus
            JACK Log Macro MacroExclusive MacroExit MacroIf MailboxExists MeetMe MeetMeAdmin MeetMeChannelAdmin
            MeetMeCount Milliwatt MinivmAccMess MinivmDelete MinivmGreet MinivmMWI MinivmNotify MinivmRecord
            MixMonitor Monitor Morsecode MP3Player MSet MusicOnHold NBScat NoCDR ODBC_Commit ODBC_Rollback
            ODBCFinish Originate Page Park ParkAndAnnounce ParkedCall PauseMonitor PauseQueueMember Pickup
            PickupChan Playback PlayTones PrivacyManager Proceeding Queue QueueLog RaiseException Read ReadExten
            ReadFile ReceiveFAX Record RemoveQueueMember ResetCDR RetryDial Return SayAlpha SayAlphaCase
            SayCountedAdj SayCountedNoun SayCountPL SayDigits SayNumber SayPhonetic SayUnixTime SendDTMF SendFAX
            SendImage SendText SendURL SetAMAFlags SetCallerPres SetMusicOnHold SIPAddHeader SIPDtmfMode
            SIPRemoveHeader SIPSendCustomINFO SkelGuessNumber SLAStation SLATrunk SMS SoftHangup
            SpeechActivateGrammar SpeechBackground SpeechCreate SpeechDeactivateGrammar SpeechDestroy
            SpeechLoadGrammar SpeechProcessingSound SpeechStart SpeechUnloadGrammar StackPop StartMusicOnHold
            Stasis StopMixMonitor StopMonitor StopMusicOnHold StopPlayTones StreamEcho System TestClient
            TestServer Transfer TryExec TrySystem UnpauseMonitor UnpauseQueueMember UserEvent VMAuthenticate
            VMSayName VoiceMail VoiceMailMain VoiceMailPlayMsg WaitDigit WaitExten WaitForNoise WaitForRing
            WaitForSilence WaitMusicOnHold WaitUntil While Zapateller
            """).strip().split("\\s+"));

    private AsteriskApplications() {}

    static boolean has(String name) {
        return NAMES.contains(Applications.folded(name));
    }
}
