package io.carillon.voicemail.menu;

import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailResult;

/** {@code VoiceMailMain()}: lets an owner in, and out again. For one call and its thread. */
final class HearMessages {
    private static final char ELSEWHERE = '*';

    private final Office office;
    private final Voice voice;
    private final VoicemailRequest request;

    HearMessages(Office office, Channel channel, VoicemailRequest request) {
        this.office = office;
        this.voice = new Voice(channel, request.language());
        this.request = request;
    }

    VoicemailResult run() {
        return switch (new Login(office, voice, request).run()) {
            case Login.Outcome.Refused() -> VoicemailResult.failed();
            case Login.Outcome.Elsewhere() ->
                request.exits().indexOf(ELSEWHERE) >= 0 ? VoicemailResult.exit(ELSEWHERE) : VoicemailResult.failed();
            case Login.Outcome.Open(var box, var settings, boolean newcomer) -> {
                Voice own = settings.language().map(voice::in).orElse(voice);
                Owner owner = new Owner(office, own, box, settings, request.call());
                if (newcomer) {
                    new MailboxOptions(owner).welcome();
                }
                new MainMenu(owner, request.folder()).run();
                own.tell("vm-goodbye");
                yield VoicemailResult.success();
            }
        };
    }
}
