package org.platen.inference.vi.factor;

/** Natural parameters that no proper distribution has. The message says which, as the end of a sentence about the variable. */
public final class OutsideDomain extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong, for example {@code "its precision would be -1.0"} */
    public OutsideDomain(String message) {
        super(message);
    }

    static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new OutsideDomain("its " + name + " would be " + value);
        }
        return value;
    }
}
