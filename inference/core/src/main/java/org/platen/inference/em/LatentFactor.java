package org.platen.inference.em;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Binding;
import org.platen.inference.em.rule.Read;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;
import org.platen.inference.unconstrained.Unknown;

/**
 * Independent standard Normal scores that everything else sees only through products with estimated loadings, as in factor analysis: whatever linear map is
 * applied to the scores, the loadings can take back.
 *
 * @param scores a vector or a number, integrated out
 * @param loadings parameters without a prior that meet nothing but the scores
 */
record LatentFactor(RandomVariable scores, List<Loading> loadings) {

    /**
     * What the scores are multiplied by.
     *
     * @param target the parameter
     * @param reads how it is read in each product
     * @param inner how many of its entries stand between those of two following scores
     */
    record Loading(Parameter target, List<Read> reads, int inner) {}

    private record Product(Read read, int inner) {}

    /** All of a model. */
    static List<LatentFactor> of(Model model, Roles roles) {
        return roles.integrated().stream()
                .filter(variable -> !variable.isObserved() && isStandardNormal(variable.distribution()))
                .flatMap(scores -> of(model, roles, scores).stream())
                .toList();
    }

    private static Optional<LatentFactor> of(Model model, Roles roles, RandomVariable scores) {
        Search search = new Search(model, scores);
        Term.of(model)
                .forEach(term -> term.distribution().arguments().forEach(argument -> search.visit(argument.value())));
        Set<Parameter> targets = search.products.keySet();
        boolean alone = targets.stream().noneMatch(search.elsewhere::contains)
                && !search.elsewhere.contains(scores)
                && roles.estimated().containsAll(targets);
        List<Loading> loadings = new ArrayList<>();
        search.products.forEach((target, products) -> loadings.add(new Loading(
                target,
                products.stream().map(Product::read).toList(),
                products.get(0).inner())));
        boolean oneSided = search.products.values().stream()
                .allMatch(products ->
                        products.stream().map(Product::inner).distinct().count() == 1);
        return alone && oneSided && !loadings.isEmpty()
                ? Optional.of(new LatentFactor(scores, loadings))
                : Optional.empty();
    }

    private static boolean isStandardNormal(Distribution distribution) {
        if (distribution instanceof Normal normal) {
            return areAll(0, normal.mean()) && areAll(1, normal.scale());
        }
        return distribution instanceof MultivariateNormal normal
                && areAll(0, normal.mean())
                && (normal.form() == MultivariateNormal.Form.DIAGONAL
                        ? areAll(1, normal.spread())
                        : isIdentity(normal.spread()));
    }

    private static boolean areAll(double number, Expr expr) {
        return expr instanceof Constant constant
                && DoubleStream.of(constant.values()).allMatch(value -> value == number);
    }

    private static boolean isIdentity(Expr expr) {
        int n = expr.shape().dim(0).size();
        return expr instanceof Constant constant
                && IntStream.range(0, constant.values().length)
                        .allMatch(i -> constant.values()[i] == (i % (n * n) % (n + 1) == 0 ? 1 : 0));
    }

    /** Looks for the products of some scores with parameters, and for what else is depended on. */
    private static final class Search {

        private final Model model;
        private final RandomVariable scores;
        private final Map<Parameter, List<Product>> products = new LinkedHashMap<>();
        private final Set<Expr> elsewhere = new HashSet<>();
        private final Visited visited = new Visited();

        Search(Model model, RandomVariable scores) {
            this.model = model;
            this.scores = scores;
        }

        void visit(Expr expr) {
            if (!visited.first(expr)) {
                return;
            }
            Optional<Product> product = product(expr);
            if (product.isPresent()) {
                Parameter target = (Parameter) product.get().read.target();
                products.computeIfAbsent(target, key -> new ArrayList<>()).add(product.get());
            } else if (expr instanceof Deterministic deterministic) {
                visit(deterministic.value());
            } else if (expr instanceof RandomVariable variable
                    && model.fixedValue(variable).isPresent()) {
                visit(model.fixedValue(variable).get());
            } else if (expr instanceof Variable) {
                elsewhere.add(expr);
            } else {
                expr.children().forEach(this::visit);
            }
        }

        private Optional<Product> product(Expr expr) {
            if (expr instanceof MatMul product) {
                return isScores(product.right())
                        ? loading(product.left()).map(read -> new Product(read, 1))
                        : isScores(product.left())
                                ? loading(product.right()).map(read -> new Product(read, inner(read.target())))
                                : Optional.empty();
            }
            if (expr instanceof Binary binary
                    && binary.function() == BinaryFunction.MULTIPLY
                    && scores.shape().isScalar()) {
                Optional<Read> read = isScores(binary.right())
                        ? loading(binary.left())
                        : isScores(binary.left()) ? loading(binary.right()) : Optional.empty();
                return read.map(loading -> new Product(loading, 1));
            }
            return Optional.empty();
        }

        private int inner(Variable loading) {
            return loading.shape().size() / scores.shape().size();
        }

        private boolean isScores(Expr expr) {
            return Read.of(expr).filter(read -> read.target() == scores).isPresent();
        }

        private static Optional<Read> loading(Expr expr) {
            return Read.of(expr)
                    .filter(read -> read.target() instanceof Parameter parameter
                            && parameter.space().support().equals(Support.REAL));
        }
    }

    /**
     * How many directions loadings can be turned in without any change of the likelihood: those of the orthogonal group, k (k − 1) / 2 for k scores (Anderson
     * and Rubin 1956, section 5), once for each set of loadings that has scores of its own.
     */
    int rotations(Binding binding) {
        Set<Axis> apart = apart();
        int sets = apart.stream().mapToInt(axis -> binding.size(axis.plate())).reduce(1, (a, b) -> a * b);
        int k = scores.shape().size();
        int rows = loadings.stream()
                .mapToInt(loading -> Unknown.elements(loading.target, binding)
                        / sets
                        * loading.target.shape().size()
                        / k)
                .sum();
        int fixed = Math.max(0, k - rows);
        return sets * (k * (k - 1) - fixed * (fixed - 1)) / 2;
    }

    /** The axes along which every loading meets other elements of the scores: those of the scores themselves, and those that their elements are sorted by. */
    private Set<Axis> apart() {
        List<Read> reads =
                loadings.stream().flatMap(loading -> loading.reads.stream()).toList();
        Set<Axis> apart = new LinkedHashSet<>(reads.get(0).target().axes());
        for (Read read : reads) {
            apart.removeIf(axis -> !read.target().axes().contains(axis)
                    || !Objects.equals(read.by().get(axis), reads.get(0).by().get(axis))
                    || !(read.by().containsKey(axis)
                            ? scores.axes().containsAll(read.by().get(axis).axes())
                            : scores.axes().contains(axis)));
        }
        return apart;
    }
}
