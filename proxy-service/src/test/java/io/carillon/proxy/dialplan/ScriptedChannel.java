package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A caller who does as the script says, and keeps a list of what the plan did. */
public final class ScriptedChannel implements Channel {
    private static final Instant START = Instant.parse("2026-01-15T11:59:00Z");

    private Caller caller;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Deque<DialResult> results = new ArrayDeque<>();
    private final List<String> did = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<DialRequest> requests = new ArrayList<>();
    private Optional<String> leaves = Optional.empty();
    private final Deque<Character> keys = new ArrayDeque<>();
    private Optional<String> lacks = Optional.empty();
    private boolean answered;
    private int patience = Integer.MAX_VALUE;
    private final List<VoicemailVisit> visits = new ArrayList<>();
    private VoicemailResult voicemail = VoicemailResult.success();

    private ScriptedChannel(Caller caller) {
        this.caller = caller;
    }

    public static ScriptedChannel of(Caller caller) {
        return new ScriptedChannel(caller);
    }

    /** Account phone, {@code "Bob" <55>}. */
    public static ScriptedChannel ofBob() {
        return of(new Caller("phone", "55", "Bob", "100"));
    }

    /** How voicemail ends. */
    public ScriptedChannel voicemailEnds(VoicemailResult result) {
        voicemail = result;
        return this;
    }

    /** What voicemail was asked. */
    public List<VoicemailVisit> visits() {
        return visits;
    }

    /** How the next Dial ends. */
    public ScriptedChannel then(DialStatus status) {
        return then(
                switch (status) {
                    case ANSWER -> result(status, 200, 16);
                    case BUSY -> result(status, 486, 17);
                    case NOANSWER -> result(status, 480, 20);
                    case CONGESTION -> result(status, 503, 41);
                    case CHANUNAVAIL -> result(status, 404, 1);
                    case CANCEL, INVALIDARGS -> result(status, 487, 16);
                });
    }

    /** The next Dial meets a phone that sends the call on. */
    public ScriptedChannel thenForwardedTo(String extension) {
        return then(DialResult.forwarded(extension, Duration.ZERO));
    }

    public ScriptedChannel then(DialResult result) {
        results.add(result);
        return this;
    }

    /** The caller hangs up when this is done: {@code pause}, {@code dial}, {@code answer}… */
    public ScriptedChannel leavesAt(String action) {
        leaves = Optional.of(action);
        return this;
    }

    /** The caller hangs up when so much has been done: whoever menus lead round and round does so at last. */
    public ScriptedChannel leavesAfter(int deeds) {
        patience = deeds;
        return this;
    }

    private static DialResult result(DialStatus status, int sipStatus, int cause) {
        Duration talking = status == DialStatus.ANSWER ? Duration.ofSeconds(30) : Duration.ZERO;
        return new DialResult(
                status, sipStatus, cause, Duration.ofSeconds(3), talking, Optional.empty(), Optional.empty());
    }

    /** What was done to the call, one line each. */
    public List<String> did() {
        return List.copyOf(did);
    }

    /** The log, as {@code line: text}. */
    public List<String> said() {
        return List.copyOf(said);
    }

    public List<DialRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** What the plan has written into the record. */
    public Map<String, String> notes() {
        return Map.copyOf(notes);
    }

    @Override
    public CallSoFar soFar() {
        return new CallSoFar(
                "0197297d-40fa-7000-8000-0000000000ca",
                START,
                answered ? Optional.of(START.plusSeconds(10)) : Optional.empty());
    }

    @Override
    public void present(String name, String number) {
        caller = new Caller(caller.account(), number, name, caller.dialled(), caller.language());
        did.add("present " + name + " <" + number + ">");
    }

    @Override
    public void note(String field, String value) {
        notes.put(field, value);
    }

    @Override
    public void userEvent(String name, Map<String, String> fields) {
        did.add("event " + name + " " + fields);
    }

    @Override
    public void ring() {
        done("ring", "");
    }

    @Override
    public void progress() {
        done("progress", "");
    }

    @Override
    public void answer() {
        answered = true;
        done("answer", "");
    }

    @Override
    public boolean answered() {
        return answered;
    }

    @Override
    public void pause(Duration duration) {
        done("pause", " " + duration);
    }

    /** There is no such prompt. */
    public ScriptedChannel lacking(String prompt) {
        lacks = Optional.of(prompt);
        return this;
    }

    /** The caller presses these, one each time it is asked or played to; a blank lets the time go by. */
    public ScriptedChannel pressing(String digits) {
        digits.chars().forEach(digit -> keys.add((char) digit));
        return this;
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        done("play", sounds.stream().map(ScriptedChannel::text).collect(Collectors.joining("&", " ", "")));
        Optional<Character> key = Optional.ofNullable(keys.peek()).filter(pressed -> cutBy.indexOf(pressed) >= 0);
        key.ifPresent(_ -> keys.remove());
        Optional<String> missing = sounds.stream()
                .map(ScriptedChannel::text)
                .filter(sound -> lacks.equals(Optional.of(sound)))
                .findFirst()
                .map(sound -> "there is no prompt " + sound);
        return new Played(key, missing);
    }

    @Override
    public void playOn(List<Sound> sounds) {
        done("play on", sounds.stream().map(ScriptedChannel::text).collect(Collectors.joining("&", " ", "")));
    }

    @Override
    public void playNothing() {
        done("play nothing", "");
    }

    @Override
    public Optional<Character> key(Duration timeout) {
        Optional<Character> key = Optional.ofNullable(keys.poll()).filter(pressed -> pressed != ' ');
        done("key", " " + key.map(String::valueOf).orElse("none in " + timeout));
        return key;
    }

    @Override
    public void forgetKeys() {
        done("forget keys", "");
    }

    @Override
    public void echo(char until) {
        done("echo", " until " + until);
    }

    private static String text(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String _) -> name;
            case Sound.Tones(String definition, String country, Duration _) -> definition + " of " + country;
            case Sound.Stored(String url, Duration _) -> url;
            case Sound.Pause(Duration length) -> length.toString();
        };
    }

    @Override
    public DialResult dial(DialRequest request) {
        requests.add(request);
        done(
                "dial",
                request.targets().stream().map(ScriptedChannel::text).collect(Collectors.joining("&", " ", ""))
                        + request.timeout().map(timeout -> " " + timeout).orElse(""));
        if (results.isEmpty()) {
            then(DialStatus.NOANSWER);
        }
        DialResult result = results.remove();
        answered |= result.status() == DialStatus.ANSWER;
        return result;
    }

    @Override
    public VoicemailResult voicemail(VoicemailVisit visit) {
        visits.add(visit);
        done("voicemail", " " + String.join("&", visit.boxes()));
        answered = true;
        return voicemail;
    }

    @Override
    public boolean transfer(String user, Optional<String> host) {
        done("transfer", " " + user + host.map(name -> "@" + name).orElse(""));
        return !lacks.equals(Optional.of(user));
    }

    @Override
    public void log(Position position, String text) {
        said.add(position.line() + ": " + text);
    }

    private void done(String action, String detail) {
        did.add(action + detail);
        if (leaves.equals(Optional.of(action)) || did.size() >= patience) {
            throw new HungUp();
        }
    }

    private static String text(DialRequest.Target target) {
        return target.number().map(number -> number + "@").orElse("") + target.account();
    }
}
