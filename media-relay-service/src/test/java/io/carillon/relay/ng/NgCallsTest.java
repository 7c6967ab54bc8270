package io.carillon.relay.ng;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.ng.NgDescription;
import io.carillon.protocol.media.ng.NgReply;
import io.carillon.protocol.media.ng.NgRequest;
import io.carillon.protocol.media.ng.NgTags;
import io.carillon.protocol.sdp.Direction;
import io.carillon.relay.session.EventSink;
import io.carillon.testkit.network.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How long calls are kept, what becomes of refusals, and how many there may be; the relay is a recorder of commands. */
class NgCallsTest {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final SessionId SESSION = new SessionId("ng:call");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final ManualLoop loop = new ManualLoop();
    private final List<MediaCommand> commands = new ArrayList<>();
    private final NgCalls calls = new NgCalls(loop, this::perform, IDLE);
    private Optional<MediaReply.Refused> refusal = Optional.empty();
    private Optional<EventSink> events = Optional.empty();

    @Test
    void an_answered_call_without_media_is_ended_after_its_idle_time() {
        answered("sendrecv");
        loop.advance(IDLE.minusSeconds(1));
        tellSilence(IDLE);
        assertThat(calls.count()).as("too soon after the answer").isEqualTo(1);

        loop.advance(Duration.ofSeconds(1));
        tellSilence(IDLE);

        assertThat(calls.count()).isZero();
        assertThat(commands.getLast()).isEqualTo(new MediaCommand.Release(SESSION));
    }

    @Test
    void a_call_in_which_somebody_speaks_goes_on() {
        answered("sendrecv");
        loop.advance(A_MINUTE.multipliedBy(100));

        tellSilence(IDLE.minusSeconds(1));

        assertThat(calls.count()).isEqualTo(1);
    }

    @Test
    void a_call_on_hold_may_be_silent_for_an_hour() {
        answered("sendonly");
        loop.advance(NgCalls.ASLEEP.minusSeconds(1));
        tellSilence(NgCalls.ASLEEP);
        assertThat(calls.count()).isEqualTo(1);

        loop.advance(Duration.ofSeconds(1));
        tellSilence(NgCalls.ASLEEP);

        assertThat(calls.count()).isZero();
    }

    @Test
    void a_call_that_rings_is_kept_for_an_hour() {
        reply(new NgRequest.Offer(tags(), description("sendrecv", true)));
        loop.advance(A_MINUTE.multipliedBy(59));
        tell(new MediaEvent.StillThere(List.of(SESSION)));
        assertThat(commands.getLast()).isEqualTo(new MediaCommand.Keep(SESSION));

        loop.advance(A_MINUTE);
        tell(new MediaEvent.StillThere(List.of(SESSION)));

        assertThat(commands.getLast()).isEqualTo(new MediaCommand.Release(SESSION));
        assertThat(calls.count()).isZero();
    }

    @Test
    void a_session_whose_call_is_not_known_is_ended_when_it_is_asked_about() {
        answered("sendrecv");
        tell(new MediaEvent.StillThere(List.of(new SessionId("ng:lost"))));

        assertThat(commands.getLast()).isEqualTo(new MediaCommand.Release(new SessionId("ng:lost")));
    }

    @Test
    void a_relay_without_ports_is_told_as_a_load_limit_to_who_knows_of_it_and_as_an_error_else() {
        refusal = Optional.of(new MediaReply.Refused(Reason.NO_PORT, "no port"));

        assertThat(reply(new NgRequest.Offer(tags(), description("sendrecv", true))))
                .isEqualTo(new NgReply.LoadLimit("no port"));
        assertThat(reply(new NgRequest.Offer(tags(), description("sendrecv", false))))
                .isEqualTo(new NgReply.Failed("no port"));
        assertThat(calls.count()).as("a call whose first offer is refused").isZero();
    }

    @Test
    void a_call_whose_session_is_gone_is_forgotten() {
        answered("sendrecv");
        refusal = Optional.of(new MediaReply.Refused(Reason.UNKNOWN_SESSION, "ng:call"));

        assertThat(reply(new NgRequest.Query("call"))).isInstanceOf(NgReply.Failed.class);
        assertThat(calls.count()).isZero();
    }

    @Test
    void parties_of_one_call_are_bounded() {
        reply(new NgRequest.Offer(tags(), description("sendrecv", true)));
        for (int branch = 0; branch < Parties.MOST; branch++) {
            NgTags fork = new NgTags("call", Optional.of("a"), Optional.empty(), Optional.of("v" + branch));
            reply(new NgRequest.Offer(fork, description("sendrecv", true)));
        }

        NgTags another = new NgTags("call", Optional.of("a"), Optional.empty(), Optional.of("another"));
        assertThat(reply(new NgRequest.Offer(another, description("sendrecv", true))))
                .isInstanceOf(NgReply.LoadLimit.class);
    }

    @Test
    void an_offer_that_rejects_every_stream_is_passed_on_as_it_is() {
        NgDescription rejecting = new NgDescription(
                "v=0\r\no=- 1 1 IN IP4 10.0.0.5\r\ns=-\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\n",
                true,
                false,
                Optional.empty(),
                true,
                true,
                true,
                true);

        assertThat(reply(new NgRequest.Offer(tags(), rejecting))).isEqualTo(new NgReply.Passed(rejecting.sdp()));
        assertThat(commands).isEmpty();
        assertThat(calls.count()).isZero();
    }

    private void answered(String direction) {
        reply(new NgRequest.Offer(tags(), description(direction, true)));
        NgTags both = new NgTags("call", Optional.of("a"), Optional.of("b"), Optional.empty());
        assertThat(reply(new NgRequest.Answer(both, description("sendrecv", true))))
                .isInstanceOf(NgReply.Passed.class);
    }

    private void tellSilence(Duration silent) {
        LegFigures leg = new LegFigures(
                new LegId("1"), Optional.empty(), 0, 0, 0, 0, 0, 0, 0, OptionalDouble.empty(), 0, 0, silent);
        tell(new MediaEvent.Quality(SESSION, List.of(leg)));
    }

    private void tell(MediaEvent event) {
        events.orElseThrow().tell(event);
        loop.run();
    }

    private NgReply reply(NgRequest request) {
        CompletableFuture<NgReply> reply = calls.on(request);
        loop.run();
        return reply.join();
    }

    private CompletableFuture<List<MediaReply>> perform(List<MediaCommand> asked, EventSink sink) {
        events = Optional.of(sink);
        commands.addAll(asked);
        return CompletableFuture.completedFuture(refusal.<List<MediaReply>>map(List::of)
                .orElseGet(() -> asked.stream().map(NgCallsTest::done).toList()));
    }

    private static MediaReply done(MediaCommand command) {
        if (command instanceof MediaCommand.AcceptOffer) {
            return new MediaReply.Agreed(List.of("ulaw"), Direction.SENDRECV);
        }
        if (command instanceof MediaCommand.CreateOffer || command instanceof MediaCommand.CreateAnswer) {
            return new MediaReply.Description(description("sendrecv", true).sdp(), List.of("ulaw"));
        }
        boolean isDone = command instanceof MediaCommand.Hear || command instanceof MediaCommand.Keep;
        return isDone ? new MediaReply.Done() : new MediaReply.Figures(List.of());
    }

    private static NgTags tags() {
        return new NgTags("call", Optional.of("a"), Optional.empty(), Optional.empty());
    }

    private static NgDescription description(String direction, boolean knowsLoadLimit) {
        String sdp =
                "v=0\r\no=- 1 1 IN IP4 10.0.0.5\r\ns=-\r\nc=IN IP4 10.0.0.5\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\na="
                        + direction + "\r\n";
        return new NgDescription(sdp, true, false, Optional.empty(), false, false, false, knowsLoadLimit);
    }
}
