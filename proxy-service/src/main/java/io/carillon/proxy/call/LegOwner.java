package io.carillon.proxy.call;

/** To whom a leg belongs: a call, or nobody any more. Told on the signalling loop. */
interface LegOwner {
    /** The party has left of its own accord, or is lost. */
    void gone(Leg leg, Departure departure);

    /** What a phone wants of its call. False where nobody takes it. */
    boolean offer(CallEvent.Chatter event);

    /** A dialog is no longer what its checkpoint says. */
    void dialogChanged();

    /** Of a leg that no call has an interest in: it is acknowledged and answered, and that is no news. */
    LegOwner NOBODY = new LegOwner() {
        @Override
        public void gone(Leg leg, Departure departure) {}

        @Override
        public boolean offer(CallEvent.Chatter event) {
            return false;
        }

        @Override
        public void dialogChanged() {}
    };
}
