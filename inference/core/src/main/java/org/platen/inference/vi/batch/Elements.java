package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.platen.dsl.shape.Plate;
import org.platen.inference.unconstrained.AbsoluteCurvature;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Unknown;

/**
 * Which unconstrained numbers belong to which element of a plate, or combination of elements of several. Given everything else, those of different elements are independent:
 * their curvature is one small matrix for each element, of which a column is found for all elements at once.
 *
 * @param numbers the places of each element's numbers
 * @param most how many numbers any element has
 */
record Elements(List<int[]> numbers, int most) {

    /** Steps of differences as a part of standard deviations. */
    private static final double STEP = 1e-4;

    /** Of the local variables of a batch. */
    static Elements of(Batch batch) {
        Coordinates locals = batch.locals();
        return new Elements(locals.offsets().keySet().stream()
                .map(batch.unknowns().plates()::region)
                .distinct()
                .flatMap(region -> of(batch, region, locals).numbers.stream())
                .toList());
    }

    /** Of the variables of a region. */
    static Elements of(Batch batch, Set<Plate> region, Coordinates coordinates) {
        BatchedPlates plates = batch.unknowns().plates();
        List<List<Integer>> places = new ArrayList<>();
        for (int i = 0; i < BatchedPlates.combinations(region, batch.binding()); i++) {
            places.add(new ArrayList<>());
        }
        coordinates.offsets().forEach((variable, from) -> {
            if (plates.region(variable).equals(region)) {
                int each = Unknown.unconstrained(variable);
                int at = from;
                for (int owner : plates.owners(variable, batch.binding())) {
                    for (int i = 0; i < each; i++) {
                        places.get(owner).add(at++);
                    }
                }
            }
        });
        return new Elements(places.stream()
                .map(own -> own.stream().mapToInt(Integer::intValue).toArray())
                .toList());
    }

    private Elements(List<int[]> numbers) {
        this(numbers, numbers.stream().mapToInt(own -> own.length).max().orElse(0));
    }

    /** Minus second derivatives of each element's numbers, by central differences of {@code gradient}. */
    List<DMatrixRMaj> curvature(UnaryOperator<double[]> gradient, double[] point, double[] deviations) {
        List<DMatrixRMaj> curvature = numbers.stream()
                .map(own -> new DMatrixRMaj(own.length, own.length))
                .toList();
        for (int slot = 0; slot < most; slot++) {
            double[] above = point.clone();
            double[] below = point.clone();
            for (int[] own : numbers) {
                if (slot < own.length) {
                    above[own[slot]] += STEP * deviations[own[slot]];
                    below[own[slot]] -= STEP * deviations[own[slot]];
                }
            }
            double[] up = gradient.apply(above);
            double[] down = gradient.apply(below);
            for (int e = 0; e < numbers.size(); e++) {
                int[] own = numbers.get(e);
                for (int i = 0; slot < own.length && i < own.length; i++) {
                    double width = above[own[slot]] - below[own[slot]];
                    double second = 0.5 * (down[own[i]] - up[own[i]]) / width;
                    curvature.get(e).add(i, slot, second);
                    curvature.get(e).add(slot, i, second);
                }
            }
        }
        return curvature;
    }

    /** Newton's direction upwards, element by element. */
    double[] direction(List<DMatrixRMaj> curvature, double[] gradient, double[] deviations) {
        double[] direction = new double[gradient.length];
        for (int e = 0; e < numbers.size(); e++) {
            int[] own = numbers.get(e);
            if (own.length == 0) {
                continue;
            }
            if (own.length == 1) {
                double single = Math.abs(curvature.get(e).get(0, 0));
                direction[own[0]] = single == 0 ? 0 : gradient[own[0]] / single;
                continue;
            }
            double[] units = Arrays.stream(own).mapToDouble(i -> deviations[i]).toArray();
            double[] slope = Arrays.stream(own).mapToDouble(i -> gradient[i]).toArray();
            double[] step = AbsoluteCurvature.of(curvature.get(e), units).solve(slope);
            for (int i = 0; i < own.length; i++) {
                direction[own[i]] = step[i];
            }
        }
        return direction;
    }

    /** The diagonal of the curvature, number by number. */
    double[] diagonal(List<DMatrixRMaj> curvature, int size) {
        double[] diagonal = new double[size];
        for (int e = 0; e < numbers.size(); e++) {
            int[] own = numbers.get(e);
            for (int i = 0; i < own.length; i++) {
                diagonal[own[i]] = curvature.get(e).get(i, i);
            }
        }
        return diagonal;
    }
}
