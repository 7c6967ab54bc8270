package io.carillon.proxy.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.locate.Question.RecordType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachedDnsTest {
    private static final Question A = new Question("example.com", RecordType.A);

    private final List<Question> asked = new ArrayList<>();
    private CompletableFuture<Answer> next = answered(found(Duration.ofMinutes(1)));
    private long now;
    private final CachedDns cached = new CachedDns(
            question -> {
                asked.add(question);
                return next;
            },
            () -> now);

    private static CompletableFuture<Answer> answered(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static Answer found(Duration ttl) {
        return new Answer.Found(List.of(new ResourceRecord.Address(InetAddress.ofLiteral("192.0.2.1"))), ttl);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void ask(Question question) {
        var _ = cached.ask(question);
    }

    private int timesAsked(Duration after) {
        ask(A);
        pass(after);
        ask(A);
        return asked.size();
    }

    @Test
    void an_answer_is_remembered_as_long_as_dns_allows() {
        assertThat(timesAsked(Duration.ofSeconds(59))).isOne();
        assertThat(timesAsked(Duration.ofSeconds(2))).isEqualTo(2);
    }

    @Test
    void an_answer_that_may_not_be_remembered_serves_what_belongs_to_one_call() {
        next = answered(found(Duration.ZERO));

        assertThat(timesAsked(Duration.ofMillis(500))).isOne();
        assertThat(timesAsked(Duration.ofSeconds(1))).isEqualTo(2);
    }

    @Test
    void a_week_is_an_hour() {
        next = answered(found(Duration.ofDays(7)));

        assertThat(timesAsked(CachedDns.LONGEST)).isEqualTo(2);
    }

    @Test
    void that_there_is_no_such_name_is_remembered_for_a_short_while() {
        next = answered(new Answer.None());

        assertThat(timesAsked(CachedDns.NEGATIVE.minusMillis(1))).isOne();
        assertThat(timesAsked(Duration.ofMillis(1))).isEqualTo(2);
    }

    @Test
    void that_nobody_answered_is_remembered_for_a_moment() {
        next = answered(new Answer.Failed("silence"));

        assertThat(timesAsked(CachedDns.FAILURE.minusMillis(1))).isOne();
        assertThat(timesAsked(Duration.ofMillis(1))).isEqualTo(2);
    }

    @Test
    void two_who_ask_at_once_wait_for_one_answer() {
        next = new CompletableFuture<>();
        CompletableFuture<Answer> first = cached.ask(A);
        CompletableFuture<Answer> second = cached.ask(new Question("Example.COM.", RecordType.A));

        next.complete(new Answer.None());

        assertThat(asked).hasSize(1);
        assertThat(first).isCompletedWithValue(new Answer.None());
        assertThat(second).isCompletedWithValue(new Answer.None());
    }

    @Test
    void more_questions_than_are_good_are_not_asked_and_not_remembered() {
        next = new CompletableFuture<>();
        for (int i = 0; i < CachedDns.MOST_PENDING; i++) {
            ask(new Question("n" + i, RecordType.A));
        }

        assertThat(cached.ask(A).join()).isInstanceOf(Answer.Failed.class);
        next.complete(new Answer.None());
        next = answered(found(Duration.ofMinutes(1)));
        assertThat(cached.ask(A).join()).isInstanceOf(Answer.Found.class);
    }

    @Test
    void whoever_was_not_asked_for_longest_is_forgotten_first() {
        ask(A);
        for (int i = 0; i < CachedDns.MOST + 10; i++) {
            ask(new Question("n" + i, RecordType.A));
            ask(A);
        }

        assertThat(cached.size()).isEqualTo(CachedDns.MOST);
        assertThat(asked.stream().filter(A::equals)).hasSize(1);
    }
}
