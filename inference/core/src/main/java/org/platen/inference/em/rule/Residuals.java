package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * The expected products of deviations from a linear predictor as a function of its coefficients. At moves δ since the E-step they are S − 2 δᵀ G + δᵀ H δ, with
 * sums of products of deviations S, of deviations and regressors G, and of regressors H: each sorted by no more than what its own coefficients are read
 * along, and kept once for entries that share regressors.
 */
final class Residuals {

    /** More products of regressors than this take longer to work with than what they would save. */
    private static final int MOST_SUMS = 1 << 20;

    private static final int MOST_PLACES = 1 << 22;

    /**
     * What is summed.
     *
     * @param term whose deviations
     * @param deviation the deviation at the estimates of a lowering
     * @param weight of an element, or of each of its entries
     * @param parts of the predictor, with an entry for each entry of the deviation
     * @param within what the cells are to tell apart besides coefficients: expressions of the spread
     * @param pairs which entries' deviations are multiplied
     */
    record Request(
            Term term,
            Function<Lowering, Value> deviation,
            Value weight,
            List<LinearPart> parts,
            List<Expr> within,
            EntryPairs pairs) {}

    private final List<Frame> frames;

    private Residuals(List<Frame> frames) {
        this.frames = List.copyOf(frames);
    }

    /** The terms that the products are the sum of. */
    List<Frame> frames() {
        return frames;
    }

    /** Empty when the coefficients of a part, or what the cells are to tell apart, vary along something else. */
    static Optional<Residuals> of(Request request, Workbench workbench) {
        return new Builder(request, workbench).build();
    }

    /** Lays out all sums before any is asked for. */
    private static final class Builder {

        private final Request request;
        private final Workbench workbench;
        private final EntryPairs pairs;
        private final List<Supplier<Frame>> plans = new ArrayList<>();
        private final boolean weightedEntries;

        Builder(Request request, Workbench workbench) {
            this.request = request;
            this.workbench = workbench;
            this.pairs = request.pairs;
            this.weightedEntries = request.weight.eventRank() > 0;
        }

        Optional<Residuals> build() {
            List<LinearPart> parts = request.parts;
            boolean fits = addConstant();
            for (int p = 0; p < parts.size() && fits; p++) {
                fits = addLinear(parts.get(p));
                for (int q = p; q < parts.size() && fits; q++) {
                    fits = addQuadratic(parts.get(p), parts.get(q));
                }
            }
            return fits
                    ? Optional.of(
                            new Residuals(plans.stream().map(Supplier::get).toList()))
                    : Optional.empty();
        }

        private boolean addConstant() {
            Cell cell = cell();
            if (cell == null) {
                return false;
            }
            PairTable products = new PairTable();
            int[] places = IntStream.range(0, pairs.count())
                    .map(pair -> products.place(
                            Math.max(pairs.left(pair), pairs.right(pair)),
                            Math.min(pairs.left(pair), pairs.right(pair))))
                    .toArray();
            plans.add(() -> {
                Quantity deviation = deviation();
                String sum = sum(cell, deviation, products.lefts(), products.lefts(), deviation, products.rights());
                return new Frame.Constant(cell, sum, pairs, places, products.size());
            });
            return true;
        }

        private boolean addLinear(LinearPart part) {
            Cell cell = cell(part);
            Slot slot = cell == null ? null : slot(cell, part);
            if (cell == null || slot == null) {
                return false;
            }
            PairTable products = new PairTable();
            int[][] places = new int[pairs.count()][];
            for (int pair = 0; pair < places.length; pair++) {
                int left = pairs.left(pair);
                places[pair] = IntStream.of(part.at()[pairs.right(pair)])
                        .map(at -> products.place(left, at))
                        .toArray();
            }
            if (products.size() == 0) {
                return true;
            }
            plans.add(() -> {
                String sum =
                        sum(cell, deviation(), products.lefts(), products.lefts(), regressors(part), products.rights());
                return new Frame.Linear(cell, sum, pairs, slot, places, products.size());
            });
            return true;
        }

        private boolean addQuadratic(LinearPart left, LinearPart right) {
            Cell cell = cell(left, right);
            Slot leftSlot = cell == null ? null : slot(cell, left);
            Slot rightSlot = cell == null ? null : slot(cell, right);
            if (cell == null || leftSlot == null || rightSlot == null) {
                return false;
            }
            int stride = left.regressors().shape().size();
            PairTable products = new PairTable();
            Map<List<Object>, int[][]> known = new HashMap<>();
            int[][][] places = new int[pairs.count()][][];
            int distinct = 0;
            for (int pair = 0; pair < places.length; pair++) {
                int e = weightedEntries ? pairs.left(pair) : 0;
                int[] rows = left.at()[pairs.left(pair)];
                int[] columns = right.at()[pairs.right(pair)];
                int[][] own = known.get(List.of(e, rows, columns));
                if (own == null) {
                    own = places(products, e * stride, rows, columns, left == right);
                    known.put(List.of(e, rows, columns), own);
                    distinct += rows.length * columns.length;
                }
                places[pair] = own;
                if (distinct > MOST_PLACES || (long) workbench.count(cell) * products.size() > MOST_SUMS) {
                    return false;
                }
            }
            if (products.size() == 0) {
                return true;
            }
            plans.add(() -> {
                List<Integer> regressor =
                        products.lefts().stream().map(l -> l % stride).toList();
                List<Integer> entry =
                        products.lefts().stream().map(l -> l / stride).toList();
                String sum = sum(cell, regressors(left), regressor, entry, regressors(right), products.rights());
                return new Frame.Quadratic(cell, sum, pairs, leftSlot, rightSlot, places, products.size());
            });
            return true;
        }

        /** Products of a part with itself are the same both ways round. */
        private static int[][] places(PairTable products, int offset, int[] rows, int[] columns, boolean symmetric) {
            int[][] places = new int[rows.length][columns.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    boolean swap = symmetric && rows[i] < columns[j];
                    places[i][j] = products.place(offset + (swap ? columns[j] : rows[i]), swap ? rows[i] : columns[j]);
                }
            }
            return places;
        }

        /** Σ weight · x · y over chosen entries of both; {@code entries} are those of the deviation, whose weights count. */
        private String sum(
                Cell cell, Quantity x, List<Integer> left, List<Integer> entries, Quantity y, List<Integer> right) {
            Quantity.Weighted weighted = weightedEntries
                    ? x.map(value -> taken(value, left)).weighted(workbench.scope(), taken(weight(), entries))
                    : x.weighted(workbench.scope(), weight()).map(value -> taken(value, left));
            return workbench.sum(cell.withEvent(Shape.of(left.size())), weighted, y.map(value -> taken(value, right)));
        }

        private Quantity deviation() {
            return workbench.quantity(request.term, request.deviation).map(this::flat);
        }

        private Quantity regressors(LinearPart part) {
            return workbench.quantity(request.term, lowering -> lowering.lower(part.regressors()));
        }

        private Value weight() {
            return weightedEntries ? flat(request.weight) : request.weight;
        }

        private Value flat(Value value) {
            List<Integer> dims = new ArrayList<>(
                    value.node().type().dims().subList(0, value.labels().size()));
            dims.add(value.eventDims().stream().reduce(1, (a, b) -> a * b));
            return new Value(workbench.scope().algebra().reshape(value.node(), dims), value.labels(), 1);
        }

        private Value taken(Value vector, List<Integer> entries) {
            boolean all = entries.equals(
                    IntStream.range(0, vector.eventDims().get(0)).boxed().toList());
            return all ? vector : Symmetric.take(workbench.scope().algebra(), vector, entries);
        }

        private @Nullable Cell cell(LinearPart... parts) {
            List<Expr> read = new ArrayList<>();
            for (LinearPart part : parts) {
                read.add(part.coefficients());
            }
            read.addAll(request.within);
            return Cells.of(request.term, read.toArray(Expr[]::new)).orElse(null);
        }

        private @Nullable Slot slot(Cell cell, LinearPart part) {
            Cell own = cell.withEvent(part.coefficients().shape());
            return Cells.argument(workbench, own, part.coefficients())
                    .map(values -> new Slot(part, values, own.event().size()))
                    .orElse(null);
        }
    }
}
