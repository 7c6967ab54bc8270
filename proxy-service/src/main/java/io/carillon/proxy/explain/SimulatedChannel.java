package io.carillon.proxy.explain;

import io.carillon.config.Position;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.proxy.dialplan.CallSoFar;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;

/** A caller who presses the digits that were asked for and otherwise waits. One call, one thread. */
final class SimulatedChannel implements Channel {
    /** The same for every call, so that an explanation repeats itself. */
    private static final String ID = "00000000-0000-7000-8000-000000000001";

    /** How long a caller listens before pressing what cuts a prompt short. */
    private static final Duration LISTENING = Duration.ofSeconds(1);

    /** Between keys. */
    private static final Duration PRESSING = Duration.ofMillis(500);

    /** Nobody listens to itself for ever. */
    private static final Duration ECHO = Duration.ofSeconds(5);

    private final SimulatedClock clock;
    private final Transcript transcript;
    private final SimulatedDial phones;
    private final Hearing hearing;
    private final Queue<Character> keys;
    private Caller caller;
    private Optional<Instant> answer = Optional.empty();

    SimulatedChannel(
            SimulatedClock clock,
            Transcript transcript,
            SimulatedDial phones,
            Hearing hearing,
            Caller caller,
            String digits) {
        this.clock = clock;
        this.transcript = transcript;
        this.phones = phones;
        this.hearing = hearing;
        this.caller = caller;
        this.keys = digits.chars().mapToObj(key -> (char) key).collect(Collectors.toCollection(ArrayDeque::new));
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public CallSoFar soFar() {
        return new CallSoFar(ID, clock.began(), answer);
    }

    @Override
    public VoicemailResult voicemail(VoicemailVisit visit) {
        answer();
        String boxes = visit.boxes().isEmpty() ? "a mailbox that the caller keys in" : String.join(", ", visit.boxes());
        transcript.happens(
                switch (visit.purpose()) {
                    case LEAVE -> "the caller leaves a message for " + boxes;
                    case HEAR -> "the caller hears the messages of " + boxes;
                });
        return VoicemailResult.success();
    }

    @Override
    public void present(String name, String number) {
        caller = new Caller(caller.account(), number, name, caller.dialled(), caller.language());
        transcript.happens("the caller is shown as " + name + " <" + number + ">");
    }

    @Override
    public void note(String field, String value) {
        transcript.happens("the record says " + field + "=" + value);
    }

    @Override
    public void userEvent(String name, Map<String, String> fields) {
        transcript.happens("the event " + name + " is told" + (fields.isEmpty() ? "" : ": " + ordered(fields)));
    }

    private static String ordered(Map<String, String> fields) {
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void ring() {
        provisional("180 Ringing");
    }

    @Override
    public void progress() {
        provisional("183 Session Progress");
    }

    private void provisional(String response) {
        if (!answered()) {
            transcript.happens("the caller is told " + response);
        }
    }

    @Override
    public void answer() {
        if (!answered()) {
            answer = Optional.of(clock.instant());
            transcript.happens("the caller is answered");
        }
    }

    @Override
    public boolean answered() {
        return answer.isPresent();
    }

    @Override
    public void pause(Duration duration) {
        transcript.pass(duration);
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        transcript.happens("plays " + hearing.text(sounds));
        Duration length = hearing.length(sounds);
        Optional<Character> key = Optional.ofNullable(keys.peek()).filter(pressed -> cutBy.indexOf(pressed) >= 0);
        transcript.pass(key.isPresent() && LISTENING.compareTo(length) < 0 ? LISTENING : length);
        key.ifPresent(_ -> pressed());
        return new Played(key, hearing.missing(sounds));
    }

    private char pressed() {
        char key = keys.remove();
        transcript.happens("the caller presses " + key);
        return key;
    }

    @Override
    public void playOn(List<Sound> sounds) {
        transcript.happens("plays on and on " + hearing.text(sounds));
    }

    @Override
    public void playNothing() {
        transcript.happens("stops playing");
    }

    @Override
    public Optional<Character> key(Duration timeout) {
        if (keys.isEmpty() || PRESSING.compareTo(timeout) > 0) {
            transcript.pass(timeout);
            transcript.happens("the caller presses nothing");
            return Optional.empty();
        }
        transcript.pass(PRESSING);
        return Optional.of(pressed());
    }

    @Override
    public void forgetKeys() {
        // Keys are pressed when the plan listens, never before.
    }

    @Override
    public void echo(char until) {
        transcript.happens("the caller hears itself, and presses " + until + " after " + ECHO.toSeconds() + " s");
        if (Optional.of(until).equals(Optional.ofNullable(keys.peek()))) {
            keys.remove();
        }
        transcript.pass(ECHO);
    }

    @Override
    public DialResult dial(DialRequest request) {
        DialResult result = phones.run(request);
        if (result.status() == DialStatus.ANSWER && !answered()) {
            answer = Optional.of(clock.instant().minus(result.talking()));
        }
        return result;
    }

    @Override
    public boolean transfer(String user, Optional<String> host) {
        String target = user + host.map(name -> "@" + name).orElse("");
        transcript.happens("the caller is told " + (answered() ? "by REFER" : "302") + " to call " + target);
        return true;
    }

    @Override
    public void log(Position position, String text) {
        transcript.logged(position, text);
    }
}
