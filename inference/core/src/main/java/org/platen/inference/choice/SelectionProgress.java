package org.platen.inference.choice;

/**
 * Where a {@link ModelSelection} stands.
 *
 * @param done how many members have been fitted, or have failed
 * @param total how many there are
 * @param latest the one that was finished last
 */
public record SelectionProgress(int done, int total, Candidate latest) {

    /** Told whenever a member is finished, by any thread but one at a time. */
    @FunctionalInterface
    public interface Listener {

        /** Called after a member; an exception ends the selection. */
        void on(SelectionProgress progress);
    }
}
