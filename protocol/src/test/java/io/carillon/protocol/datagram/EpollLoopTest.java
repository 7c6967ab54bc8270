package io.carillon.protocol.datagram;

import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class EpollLoopTest extends DatagramLoopContract {

    @Override
    DatagramLoop start() throws IOException {
        return new EpollLoop("epoll-test").begin();
    }
}
