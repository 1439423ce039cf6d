package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;

/**
 * What the means of Normal, LogNormal and multivariate Normal variables are linear in: intercepts, slopes, loadings, coefficients of autoregressions. Given
 * the spreads the expected log joint density is a quadratic function of all of them together, priors included, and the normal equations have its maximum
 * (weighted least squares, or the ridge regression of Bishop 2006, equation 3.28; with a covariance, generalised least squares, Zellner 1962). Regressors
 * that are integrated out count by their expected products (Rubin and Thayer 1982, for factor analysis).
 *
 * <p>Coefficients that meet, directly or through others, are solved for together. An update is of one variable, but all updates of this rule follow each
 * other and see the same spreads and the same other variables: each solves the same equations and takes its own part, so after the last of them all
 * are at the joint maximum. Where regressors depend on each other linearly there are many maxima; coefficients that depend on others stay where they are.
 */
public final class RegressionCoefficients implements Rule {

    /** More coefficients that meet each other would take longer to solve for than to climb to. */
    private static final int LARGEST_GROUP = 1000;

    @Override
    public String name() {
        return "regression coefficients";
    }

    @Override
    public boolean entryByEntry() {
        return false;
    }

    /** The target given all others. */
    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        Stream<Term> own = target instanceof RandomVariable random ? Term.of(random).stream() : Stream.of();
        Map<Variable, Update> found =
                together(List.of(target), Stream.concat(own, users.stream()).toList(), workbench);
        return Optional.ofNullable(found.get(target));
    }

    @Override
    public Map<Variable, Update> matches(Collection<Variable> open, Model model, Workbench workbench) {
        return together(open, Term.of(model), workbench);
    }

    private static Map<Variable, Update> together(Collection<Variable> open, List<Term> terms, Workbench workbench) {
        Set<Variable> solved = new LinkedHashSet<>(open);
        solved.removeIf(variable -> !isReal(variable));
        List<Predictor> predictors = predictors(terms, solved, workbench);
        Set<Variable> elsewhere = elsewhere(predictors, solved);
        Map<Predictor, QuadraticTerm> quadratics = new LinkedHashMap<>();
        for (Predictor predictor : predictors) {
            if (solved.stream().anyMatch(predictor::mentions)) {
                boolean plain = predictor.gaussian() == null && predictor.isFreeOfCovariance(solved, elsewhere);
                QuadraticTerm.of(predictor, plain, workbench)
                        .ifPresentOrElse(
                                quadratic -> quadratics.put(predictor, quadratic),
                                () -> solved.removeIf(predictor::mentions));
            }
        }
        return updates(solved, List.copyOf(quadratics.values()), workbench);
    }

    /** The predictors of terms that depend on what may be solved for; {@code solved} is left with what all its terms are quadratic in. */
    private static List<Predictor> predictors(List<Term> terms, Set<Variable> solved, Workbench workbench) {
        List<Predictor> predictors = new ArrayList<>();
        for (Term term : terms) {
            List<Variable> involved =
                    solved.stream().filter(variable -> isIn(term, variable)).toList();
            Predictor predictor =
                    involved.isEmpty() ? null : Predictor.of(term, workbench).orElse(null);
            involved.stream()
                    .filter(variable -> predictor == null || !predictor.isQuadraticIn(variable))
                    .forEach(solved::remove);
            if (predictor != null) {
                predictors.add(predictor);
            }
        }
        return predictors;
    }

    private static boolean isIn(Term term, Variable variable) {
        return term.variable() == variable
                || term.distribution().arguments().stream()
                        .anyMatch(argument -> Users.mentions(argument.value(), variable));
    }

    /** The variables that more than one term depends on. */
    private static Set<Variable> elsewhere(List<Predictor> predictors, Set<Variable> solved) {
        Set<Variable> once = new HashSet<>();
        Set<Variable> again = new HashSet<>();
        for (Predictor predictor : predictors) {
            solved.stream()
                    .filter(predictor::mentions)
                    .filter(v -> !once.add(v))
                    .forEach(again::add);
        }
        return again;
    }

    private static Map<Variable, Update> updates(
            Set<Variable> solved, List<QuadraticTerm> quadratics, Workbench workbench) {
        Map<Variable, String> arguments = new LinkedHashMap<>();
        solved.forEach(variable -> arguments.put(variable, workbench.argument(variable)));
        while (!arguments.isEmpty()) {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            arguments.forEach((variable, argument) -> sizes.put(
                    argument, workbench.elements(variable) * variable.shape().size()));
            CoefficientGroups groups = new CoefficientGroups(sizes);
            quadratics.forEach(quadratic -> quadratic.connect(groups));
            Set<String> tooLarge = groups.inLargerThan(LARGEST_GROUP);
            if (tooLarge.isEmpty()) {
                return updates(arguments, sizes, NormalEquations.Groups.of(groups), quadratics);
            }
            arguments.values().removeAll(tooLarge);
        }
        return Map.of();
    }

    private static Map<Variable, Update> updates(
            Map<Variable, String> arguments,
            Map<String, Integer> sizes,
            NormalEquations.Groups groups,
            List<QuadraticTerm> quadratics) {
        Map<Variable, Update> updates = new LinkedHashMap<>();
        arguments.forEach((variable, argument) -> {
            int from = groups.all().offset(argument);
            int count = sizes.get(argument);
            updates.put(variable, numbers -> {
                NormalEquations equations = new NormalEquations(groups, numbers, from, count);
                quadratics.forEach(quadratic -> quadratic.addTo(equations, numbers));
                double[] next = numbers.old(argument).clone();
                double[] moves = equations.moves(from, count);
                for (int i = 0; i < count; i++) {
                    next[i] += moves[i];
                }
                return next;
            });
        });
        return updates;
    }

    private static boolean isReal(Variable variable) {
        Support support = variable instanceof Parameter parameter
                ? parameter.space().support()
                : ((RandomVariable) variable).distribution().support();
        return support.equals(Support.REAL);
    }
}
