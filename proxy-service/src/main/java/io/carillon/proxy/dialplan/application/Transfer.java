package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code Transfer([SIP/]number[@host])}: sends the caller there, which is to call it itself. One who is not answered yet is told
 * by a 302, and the call is over; one who is, by REFER, and the plan goes on when it has told how that went. TRANSFERSTATUS is
 * SUCCESS or FAILURE. Only the plan names a host: an @ that a phone has sent is part of the number.
 */
final class Transfer implements Application {
    private static final Pattern HOST =
            Pattern.compile("[\\w.-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

    /** As long as a number can be dialled here. */
    private static final int LONGEST = 256;

    private static final String TECHNOLOGY = "SIP/";
    private static final String STATUS = "TRANSFERSTATUS";
    private static final Ending REDIRECTED = new Ending(302, 16);

    @Override
    public String name() {
        return "Transfer";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String target = arguments.at(0).orElse("").strip();
        if (target.regionMatches(true, 0, TECHNOLOGY, 0, TECHNOLOGY.length())) {
            target = target.substring(TECHNOLOGY.length());
        }
        int at = target.lastIndexOf('@');
        String number = Quoting.plain(at < 0 ? target : target.substring(0, at)).strip();
        Optional<String> host = Optional.of(target.substring(at + 1).strip()).filter(_ -> at >= 0);
        run.set(STATUS, "FAILURE");
        if (number.isEmpty()
                || number.length() > LONGEST
                || host.filter(name -> !HOST.matcher(name).matches()).isPresent()) {
            run.log("Transfer takes SIP/number or SIP/number@host, not " + target);
            return Outcome.NEXT;
        }
        boolean answered = run.channel().answered();
        boolean done = run.channel().transfer(number, host);
        if (done) {
            run.set(STATUS, "SUCCESS");
        }
        return done && !answered ? new Outcome.Over(REDIRECTED) : Outcome.NEXT;
    }
}
