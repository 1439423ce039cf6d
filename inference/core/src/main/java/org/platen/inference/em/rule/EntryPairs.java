package org.platen.inference.em.rule;

/**
 * Which entries of a vector of deviations meet in a quadratic form: each with itself, or with a matrix all with all, row by row.
 *
 * @param size number of entries
 * @param all whether all meet
 */
record EntryPairs(int size, boolean all) {

    int count() {
        return all ? size * size : size;
    }

    int left(int pair) {
        return all ? pair / size : pair;
    }

    int right(int pair) {
        return all ? pair % size : pair;
    }

    /** The pair of two entries that meet. */
    int pair(int left, int right) {
        return all ? left * size + right : left;
    }

    /** The pair the other way round. */
    int twin(int pair) {
        return pair(right(pair), left(pair));
    }
}
