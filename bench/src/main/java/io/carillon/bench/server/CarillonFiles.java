package io.carillon.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of the Carillon under test: phones that call each other, their sound through the relay, and a menu. */
final class CarillonFiles {

    private CarillonFiles() {}

    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("sip.conf"), accounts());
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

    private static String accounts() {
        StringBuilder text = new StringBuilder("""
                [general]
                realm=%s

                [phone](!)
                type=friend
                host=dynamic
                context=bench
                directmedia=no
                """.formatted(Accounts.REALM));
        for (int index = 0; index < Accounts.COUNT; index++) {
            text.append("%n[%s](phone)%nsecret=%s%n".formatted(Accounts.name(index), Accounts.password(index)));
        }
        return text.toString();
    }
}
