package io.carillon.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Carillon and Asterisk under test read: phones that call each other, their sound through the server, and a menu. */
final class AsteriskFiles {

    private AsteriskFiles() {}

    /** @param general more lines of sip.conf's [general], each with its end */
    static void write(Path directory, String general) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("sip.conf"), accounts(general));
        Files.writeString(directory.resolve("extensions.conf"), """
                [bench]
                exten => _1XXX,1,Dial(SIP/${EXTEN},30)
                exten => %s,1,Answer()
                exten => %<s,n,Goto(menu,s,1)

                [menu]
                exten => s,1,Background(vm-options&vm-opts-full)
                exten => s,n,Goto(s,1)
                exten => 1,1,Goto(s,1)
                """.formatted(CarillonServer.MENU));
    }

    private static String accounts(String general) {
        StringBuilder text = new StringBuilder("""
                [general]
                realm=%s
                allowguest=no
                disallow=all
                allow=ulaw
                %s
                [phone](!)
                type=friend
                host=dynamic
                context=bench
                directmedia=no
                """.formatted(Accounts.REALM, general));
        for (int index = 0; index < Accounts.COUNT; index++) {
            text.append("%n[%s](phone)%nsecret=%s%n".formatted(Accounts.name(index), Accounts.password(index)));
        }
        return text.toString();
    }
}
