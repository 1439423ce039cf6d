package org.platen.inference.amortized;

import java.util.function.Supplier;

/** Told after every epoch, by the thread that fits. */
@FunctionalInterface
public interface EpochListener {

    /**
     * Called after an epoch; an exception ends the fit.
     *
     * @param epoch its number, from 1
     * @param now the fit as it stands, made when it is asked for; it stays as it is while training goes on
     */
    void on(int epoch, Supplier<AmortizedFit> now);
}
