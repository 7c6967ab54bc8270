package io.carillon.bench.phone;

/** What is done again and again by a {@link Slot}, as a registration or a call. Called on the phones' loop. */
@FunctionalInterface
public interface Errand {

    /** Begins; ends with {@link Slot#done} or {@link Slot#failed}. */
    void begin(Slot slot);
}
