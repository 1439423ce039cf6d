package org.platen.inference.checkpoint;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where one search stands, again and again. */
public interface Standings {

    /** Nobody asks. */
    Standings NONE = new Standings() {

        @Override
        public @Nullable Saved before() {
            return null;
        }

        @Override
        public void at(Supplier<Saved> standing) {}
    };

    /** Where it stood when it was stopped; null to begin. */
    @Nullable
    Saved before();

    /** It stands where it can go on from. */
    void at(Supplier<Saved> standing);
}
