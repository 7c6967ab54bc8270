package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands what a call's virtual thread asks over to the signalling loop, where the {@link Call} does it. Any thread. */
record LoopCommands(Signalling signalling, Call call) implements CallCommands {

    private void onLoop(Runnable task) {
        signalling.loop().execute(task);
    }

    @Override
    public Identity identity() {
        return signalling.identity();
    }

    @Override
    public void provisional(int status, Optional<String> sdp) {
        onLoop(() -> call.on(new CallerLeg.Input.Provisional(status, sdp)));
    }

    @Override
    public void accept(String sdp) {
        onLoop(() -> call.on(new CallerLeg.Input.Accept(sdp)));
    }

    @Override
    public void refuse(int status) {
        onLoop(() -> call.on(new CallerLeg.Input.Refuse(status)));
    }

    @Override
    public void redirect(String user, Optional<String> host) {
        onLoop(() -> call.redirect(user, host));
    }

    @Override
    public void refer(LegId leg, String user, Optional<String> host) {
        onLoop(() -> call.refer(leg, user, host));
    }

    @Override
    public void present(Account caller) {
        onLoop(() -> call.present(caller));
    }

    @Override
    public void dial(List<OfferedRoute> routes, Optional<Duration> timeout) {
        onLoop(() -> call.dial(routes, timeout));
    }

    @Override
    public void hangUpCallee(LegId leg) {
        onLoop(() -> call.hangUpCallee(leg));
    }

    @Override
    public void offer(LegId leg, String sdp, boolean byUpdate) {
        onLoop(() -> call.offer(leg, sdp, byUpdate));
    }

    @Override
    public void press(LegId leg, KeyPress key) {
        onLoop(() -> call.press(leg, key));
    }

    @Override
    public void drop(LegId leg, int status) {
        onLoop(() -> call.drop(leg, status));
    }

    @Override
    public void succeed(LegId successor, Optional<Referral> referral) {
        onLoop(() -> call.succession().succeed(successor, referral));
    }

    @Override
    public void retire(LegId leg, Optional<Referral> referral) {
        onLoop(() -> call.succession().retire(leg, referral));
    }

    @Override
    public void handOver(AttendedTransfer transfer, Referral referral) {
        onLoop(() -> call.succession().handOver(transfer, referral));
    }

    @Override
    public void acceptNewcomer(LegId leg, String sdp) {
        onLoop(() -> call.succession().accept(leg, sdp));
    }

    @Override
    public void checkpoint(Checkpoint withoutDialogs) {
        onLoop(() -> call.kept().reached(withoutDialogs));
    }

    @Override
    public void measured(List<LegMedia> figures) {
        onLoop(() -> call.kept().measured(figures));
    }

    @Override
    public void pause(long pause, Duration duration) {
        onLoop(() -> call.pause(pause, duration));
    }

    @Override
    public void finish(int status) {
        onLoop(() -> call.finish(status));
    }

    @Override
    public void over() {
        onLoop(call::over);
    }
}
