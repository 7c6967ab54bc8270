package io.carillon.voicemail.message;

import java.sql.Connection;
import java.sql.SQLException;

/** Whoever must do something in the transaction in which a message arrives in a mailbox: queue an e-mail. */
@FunctionalInterface
public interface Delivered {

    /** @param place how many new messages there are, this one included */
    void delivered(Connection connection, Message message, int place) throws SQLException;
}
