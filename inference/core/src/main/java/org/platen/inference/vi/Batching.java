package org.platen.inference.vi;

/**
 * How rows come in batches.
 *
 * @param plate name of the plate whose elements are taken in batches
 * @param size elements of a batch
 * @param passes how often each element is used
 * @param delay slows the first steps down
 * @param forgetting how fast steps become short
 */
record Batching(String plate, int size, int passes, double delay, double forgetting) {

    static Batching of(String plate, int size) {
        return new Batching(plate, size, 10, 10, 0.7);
    }
}
