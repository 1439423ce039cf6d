package org.platen.inference.em.rule;

/**
 * A term of the expected products of deviations after coefficients have moved: constant, linear or quadratic in their moves. Sums are kept for each of the
 * frame's cells, and for each of the pairs of entries that meet.
 */
sealed interface Frame {

    /** Takes what a quadratic function's derivative is made of. */
    interface Sink {

        /** The coefficients of an argument: a handle for the other methods. */
        int column(Slot slot);

        /** Adds to the slope at the estimates of the E-step. */
        void pull(int column, int index, double value);

        /** Adds to a second derivative, the first coefficient's row. */
        void product(int columnA, int indexA, int columnB, int indexB, double value);
    }

    /** What the sums are sorted by; its event is not used. */
    Cell cell();

    /** The statistic that the frame's sums are. */
    String statistic();

    /** Number of sums in a cell. */
    int count();

    /** The pairs of entries. */
    EntryPairs pairs();

    /** Adds to the products of deviations, cell by cell, for each pair of entries. */
    void addMoved(Numbers numbers, double[] products);

    /**
     * The contribution to the derivative of −½ Σ precision · product of deviations.
     *
     * @param sums of the frame
     * @param precision cell by cell, for each pair of entries
     */
    void derivative(double[] sums, double[] precision, Sink sink);

    /** The products at the estimates of the E-step. */
    record Constant(Cell cell, String statistic, EntryPairs pairs, int[] places, int count) implements Frame {

        @Override
        public void addMoved(Numbers numbers, double[] products) {
            double[] sums = numbers.statistic(statistic);
            for (int i = 0; i < products.length; i++) {
                products[i] += sums[i / places.length * count + places[i % places.length]];
            }
        }

        @Override
        public void derivative(double[] sums, double[] precision, Sink sink) {
            // a constant has no slope
        }
    }

    /** Products of a deviation and a regressor, times the regressor's coefficient. */
    record Linear(Cell cell, String statistic, EntryPairs pairs, Slot slot, int[][] places, int count)
            implements Frame {

        @Override
        public void addMoved(Numbers numbers, double[] products) {
            double[] sums = numbers.statistic(statistic);
            double[] moves = slot.moves(numbers);
            for (int at = 0; at < products.length; at++) {
                int c = at / places.length;
                int pair = at % places.length;
                int[] entries = slot.part().entries()[pairs.right(pair)];
                double change = 0;
                for (int i = 0; i < entries.length; i++) {
                    change += sums[c * count + places[pair][i]] * moves[slot.index(c, entries[i])];
                }
                products[at] -= change;
                products[c * places.length + pairs.twin(pair)] -= change;
            }
        }

        @Override
        public void derivative(double[] sums, double[] precision, Sink sink) {
            int column = sink.column(slot);
            for (int at = 0; at < precision.length; at++) {
                int c = at / places.length;
                int pair = at % places.length;
                int[] entries = slot.part().entries()[pairs.right(pair)];
                for (int i = 0; i < entries.length; i++) {
                    double sum = sums[c * count + places[pair][i]];
                    sink.pull(column, slot.index(c, entries[i]), precision[at] * sum);
                }
            }
        }
    }

    /** Products of two regressors, times their coefficients; those of two parts count once for each order. */
    record Quadratic(Cell cell, String statistic, EntryPairs pairs, Slot left, Slot right, int[][][] places, int count)
            implements Frame {

        @Override
        public void addMoved(Numbers numbers, double[] products) {
            double[] sums = numbers.statistic(statistic);
            double[] leftMoves = left.moves(numbers);
            double[] rightMoves = right.moves(numbers);
            for (int c = 0; c < products.length / places.length; c++) {
                for (int e = 0; e < pairs.size(); e++) {
                    addMoved(c, e, sums, leftMoves, rightMoves, products);
                }
            }
        }

        /** Entries with the same regressors share the product of the sums and the moves of entry {@code e}. */
        private void addMoved(int c, int e, double[] sums, double[] leftMoves, double[] rightMoves, double[] products) {
            int[] columns = right.part().entries()[e];
            int[][] table = new int[0][];
            double[] moved = new double[0];
            int end = pairs.all() ? pairs.size() : e + 1;
            for (int other = pairs.all() ? 0 : e; other < end; other++) {
                int pair = pairs.pair(other, e);
                if (places[pair] != table) {
                    table = places[pair];
                    moved = new double[table.length];
                    for (int i = 0; i < table.length; i++) {
                        for (int j = 0; j < columns.length; j++) {
                            moved[i] += sums[c * count + table[i][j]] * rightMoves[right.index(c, columns[j])];
                        }
                    }
                }
                int[] rows = left.part().entries()[other];
                double change = 0;
                for (int i = 0; i < rows.length; i++) {
                    change += leftMoves[left.index(c, rows[i])] * moved[i];
                }
                products[c * places.length + pair] += change;
                if (isTwice()) {
                    products[c * places.length + pairs.twin(pair)] += change;
                }
            }
        }

        @Override
        public void derivative(double[] sums, double[] precision, Sink sink) {
            int a = sink.column(left);
            int b = sink.column(right);
            for (int at = 0; at < precision.length; at++) {
                int c = at / places.length;
                int pair = at % places.length;
                int[] rows = left.part().entries()[pairs.left(pair)];
                int[] columns = right.part().entries()[pairs.right(pair)];
                for (int i = 0; i < rows.length; i++) {
                    int row = left.index(c, rows[i]);
                    for (int j = 0; j < columns.length; j++) {
                        double value = precision[at] * sums[c * count + places[pair][i][j]];
                        int column = right.index(c, columns[j]);
                        sink.product(a, row, b, column, value);
                        if (isTwice()) {
                            sink.product(b, column, a, row, value);
                        }
                    }
                }
            }
        }

        private boolean isTwice() {
            return left.part() != right.part();
        }
    }
}
