package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Components;

/**
 * Gives the components of mixtures and the states of chains the same labels in all draws. Where components may change places without a change of the posterior density, its
 * every mode is there once for each order of them; chains and fits settle on different ones, or jump between them, so that marginals of single components mean nothing.
 * Here each draw, chain or fit is put in the order in which it is nearest to the others (Stephens 2000; Papastamoulis 2016), and all of them in ascending order of the
 * first variable over the components that is not a probability. What does not depend on labels, such as predictions, stays the same.
 *
 * <p>Components may change places when a summed-out latent variable names them and the posterior density is the same: not, for instance, under a prior that differs
 * between them or orders them.
 */
public final class LabelAlignment {

    private static final int MOST_CANDIDATES = 50;

    private final List<Components> components;
    private final List<Variable> variables;
    private final Exchangeability exchangeability;

    private LabelAlignment(JointPosterior posterior) {
        Binding binding = Binding.of(posterior.model(), posterior.data());
        this.exchangeability = new Exchangeability(posterior.model(), binding, posterior.roles());
        Map<Variable, double[]> first = posterior.draws().at(0, 0);
        this.components = Components.of(posterior.roles(), binding).stream()
                .filter(each -> exchangeability.holds(each, first))
                .toList();
        this.variables = posterior.draws().variables().stream()
                .filter(variable -> components.stream()
                        .anyMatch(each -> !each.positions(variable).isEmpty()))
                .toList();
    }

    /** Each draw in an order of its own; the first centre is the draw of the highest density of some. */
    public static JointPosterior ofDraws(JointPosterior posterior) {
        if (posterior.roles().enumeratedLatents().isEmpty()) {
            return posterior;
        }
        LabelAlignment alignment = new LabelAlignment(posterior);
        if (alignment.components.isEmpty()) {
            return posterior;
        }
        return alignment.ordered(posterior, alignment.ordersOfDraws(posterior.flat(posterior.draws())));
    }

    /**
     * All draws of a chain in one order: where chains stay at one labelling, but each at its own. Unlike {@link #ofDraws} this leaves the shapes of marginals alone where
     * components overlap.
     */
    public static JointPosterior ofChains(JointPosterior posterior) {
        if (posterior.roles().enumeratedLatents().isEmpty()) {
            return posterior;
        }
        LabelAlignment alignment = new LabelAlignment(posterior);
        if (alignment.components.isEmpty()) {
            return posterior;
        }
        List<Integer> all =
                IntStream.range(0, posterior.draws().chains()).boxed().toList();
        int[][][] orders = alignment.ordersOfGroups(
                all.stream().map(chain -> alignment.chain(posterior, chain)).toList());
        int perChain = posterior.draws().perChain();
        return alignment.ordered(
                posterior,
                IntStream.range(0, posterior.draws().size())
                        .mapToObj(draw -> orders[draw / perChain])
                        .toArray(int[][][]::new));
    }

    /**
     * Several fits of one model to the same data, all draws of each in one order.
     *
     * @throws ModelException when they are of different models or data
     */
    public static List<JointPosterior> ofFits(List<JointPosterior> fits) {
        if (fits.isEmpty() || fits.get(0).roles().enumeratedLatents().isEmpty()) {
            return List.copyOf(fits);
        }
        JointPosterior first = fits.get(0);
        for (JointPosterior fit : fits) {
            ModelException.require(
                    fit.model() == first.model()
                            && fit.draws().variables().equals(first.draws().variables()),
                    "fits of '%s' and '%s' cannot be aligned: they have to be of one model and the same data",
                    first.model().name(),
                    fit.model().name());
        }
        LabelAlignment alignment = new LabelAlignment(first);
        if (alignment.components.isEmpty()) {
            return List.copyOf(fits);
        }
        int[][][] orders = alignment.ordersOfGroups(fits.stream()
                .map(fit ->
                        fit.flat(fit.draws()).stream().map(alignment::values).toArray(double[][][]::new))
                .toList());
        return IntStream.range(0, fits.size())
                .mapToObj(fit -> {
                    int[][][] own = new int[fits.get(fit).draws().size()][][];
                    Arrays.fill(own, orders[fit]);
                    return alignment.ordered(fits.get(fit), own);
                })
                .toList();
    }

    private double[][][] chain(JointPosterior of, int chain) {
        return IntStream.range(0, of.draws().perChain())
                .mapToObj(draw -> values(of.draws().at(chain, draw)))
                .toArray(double[][][]::new);
    }

    private double[][] values(Map<Variable, double[]> draw) {
        return variables.stream().map(draw::get).toArray(double[][]::new);
    }

    private int mostProbable(List<Map<Variable, double[]>> draws) {
        int step = Math.max(1, draws.size() / MOST_CANDIDATES);
        return IntStream.iterate(0, i -> i < draws.size(), i -> i + step)
                .boxed()
                .max(Comparator.comparingDouble(i -> exchangeability.logDensity(draws.get(i))))
                .orElseThrow();
    }

    /** An order for each group of draws, by their means in units of the spread inside of the groups. */
    private int[][][] ordersOfGroups(List<double[][][]> groups) {
        double[][][] means = groups.stream().map(Relabelling::mean).toArray(double[][][]::new);
        List<double[][]> deviations = new ArrayList<>();
        for (int g = 0; g < means.length; g++) {
            for (double[][] draw : groups.get(g)) {
                deviations.add(Relabelling.difference(draw, means[g]));
            }
        }
        double[][][] around = deviations.toArray(double[][][]::new);
        double[][] zero = Relabelling.difference(means[0], means[0]);
        Relabelling relabelling = new Relabelling(components, variables, zero);
        return canonical(relabelling.orders(means, 0, relabelling.spread(around, zero)), means);
    }

    /** An order for each draw. */
    private int[][][] ordersOfDraws(List<Map<Variable, double[]>> draws) {
        double[][][] points = draws.stream().map(this::values).toArray(double[][][]::new);
        Relabelling relabelling = new Relabelling(components, variables, points[0]);
        return canonical(relabelling.orders(points, mostProbable(draws), null), points);
    }

    /** The same orders, all changed in the same way so that the mean of the points is in canonical order. */
    private int[][][] canonical(int[][][] orders, double[][][] points) {
        double[][][] ordered = new double[points.length][variables.size()][];
        for (int p = 0; p < points.length; p++) {
            for (int v = 0; v < variables.size(); v++) {
                ordered[p][v] = ordered(variables.get(v), points[p][v], orders[p]);
            }
        }
        double[][] mean = Relabelling.mean(ordered);
        Map<Variable, double[]> means = new LinkedHashMap<>();
        for (int v = 0; v < variables.size(); v++) {
            means.put(variables.get(v), mean[v]);
        }
        int[][] last = components.stream()
                .map(each -> each.canonicalOrder(variables, means))
                .toArray(int[][]::new);
        return Arrays.stream(orders)
                .map(own -> IntStream.range(0, own.length)
                        .mapToObj(c -> Relabelling.composed(own[c], last[c]))
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    private double[] ordered(Variable variable, double[] values, int[][] order) {
        double[] ordered = values;
        for (int c = 0; c < order.length; c++) {
            ordered = components.get(c).ordered(variable, ordered, order[c]);
        }
        return ordered;
    }

    /** Each draw in its order, chain after chain; marginals known otherwise are kept of what does not differ over components. */
    private JointPosterior ordered(JointPosterior from, int[][][] orders) {
        Draws draws = from.draws();
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        for (Variable variable : draws.variables()) {
            double[][][] own = new double[draws.chains()][draws.perChain()][];
            for (int draw = 0; draw < draws.size(); draw++) {
                int chain = draw / draws.perChain();
                int inChain = draw % draws.perChain();
                own[chain][inChain] = ordered(variable, draws.at(variable, chain, inChain), orders[draw]);
            }
            values.put(variable, own);
        }
        return from.with(Draws.of(Binding.of(from.model(), from.data()), values), variables);
    }
}
