package org.platen.inference.vi.expectation;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.expr.Take;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Shape;
import org.platen.inference.vi.factor.FactorFamily;
import org.platen.inference.vi.factor.MultivariateNormalFactor;
import org.platen.inference.vi.factor.NormalFactor;
import org.platen.inference.vi.factor.Statistic;

/**
 * The variables that have factors, and which expressions are random through them. Everything else is known.
 *
 * @param model tells the values of variables that are held
 * @param families the family of each factor
 */
public record Factors(Model model, Map<RandomVariable, FactorFamily> families) {

    /** A defensive copy. */
    public Factors {
        families = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(families));
    }

    /** Whether a symbol has a factor. */
    public boolean has(Symbol symbol) {
        return symbol instanceof RandomVariable variable && families.containsKey(variable);
    }

    /** Whether a variable has a Normal factor, which alone has second moments. */
    boolean isNormal(RandomVariable variable) {
        FactorFamily family = family(variable);
        return family instanceof NormalFactor || family instanceof MultivariateNormalFactor;
    }

    /** The family of a variable's factor. */
    public FactorFamily family(RandomVariable variable) {
        return Objects.requireNonNull(families.get(variable), variable.name());
    }

    /** The expected statistics of a variable, in the order of its family; of families of single numbers one for each entry of the variable's event. */
    public List<Moment> moments(RandomVariable variable) {
        return family(variable).statistics().entrySet().stream()
                .map(entry -> new Moment(variable, entry.getKey(), shape(variable, entry.getValue())))
                .toList();
    }

    /** One expected statistic, or null where the family has another. */
    @Nullable
    Moment moment(RandomVariable variable, Statistic statistic) {
        Shape own = family(variable).statistics().get(statistic);
        return own == null ? null : new Moment(variable, statistic, shape(variable, own));
    }

    /** Families of single numbers have the variable's own shape, and so have statistics that are as long as a value. */
    private Shape shape(RandomVariable variable, Shape own) {
        return family(variable).isOfNumbers() || own.rank() == variable.shape().rank() ? variable.shape() : own;
    }

    /** The variables with factors that an expression depends on. */
    public Set<RandomVariable> readBy(Expr expr) {
        return readBy(expr, new IdentityHashMap<>());
    }

    private Set<RandomVariable> readBy(Expr expr, Map<Expr, Set<RandomVariable>> known) {
        Set<RandomVariable> before = known.get(expr);
        if (before != null) {
            return before;
        }
        Set<RandomVariable> found = new LinkedHashSet<>();
        if (expr instanceof RandomVariable variable && families.containsKey(variable)) {
            found.add(variable);
        } else {
            parts(expr).forEach(part -> found.addAll(readBy(part, known)));
        }
        known.put(expr, found);
        return found;
    }

    /** Whether an expression is random. */
    public boolean areIn(Expr expr) {
        return !readBy(expr).isEmpty();
    }

    /** What an expression is made of, named functions and held variables looked through. */
    private List<? extends Expr> parts(Expr expr) {
        Expr plain = plain(expr);
        return plain == expr ? expr.children() : List.of(plain);
    }

    /** The definition of a named function or of a held variable, else the expression itself. */
    Expr plain(Expr expr) {
        if (expr instanceof Application application) {
            return plain(application.value());
        }
        if (expr instanceof Deterministic deterministic) {
            return deterministic.value();
        }
        return expr instanceof RandomVariable variable
                ? model.fixedValue(variable).orElse(expr)
                : expr;
    }

    /** Whether an expression is a variable with a factor, or picks elements of its plates. */
    boolean isLookup(Expr expr) {
        Expr plain = plain(expr);
        if (plain instanceof Index index) {
            return !areIn(index.by()) && isLookup(index.x());
        } else if (plain instanceof Rename rename) {
            return isLookup(rename.x());
        }
        return plain instanceof RandomVariable variable && has(variable);
    }

    /** Whether an expression is a variable with a factor, or picks elements and entries of one. */
    boolean isRead(Expr expr) {
        Expr plain = plain(expr);
        if (plain instanceof Index index) {
            return !areIn(index.by()) && isRead(index.x());
        } else if (plain instanceof Element element) {
            return !areIn(element.by()) && isRead(element.x());
        } else if (plain instanceof Rename rename) {
            return isRead(rename.x());
        } else if (plain instanceof Take take) {
            return isRead(take.x());
        } else if (plain instanceof Reshape reshape) {
            return isRead(reshape.x());
        }
        return plain instanceof RandomVariable variable && has(variable);
    }

    /** The expression with a statistic in place of each random variable; only for what picks elements and entries, and for linear functions of means. */
    Expr with(Statistic statistic, Expr expr) {
        return new Rewriting(part -> {
                    if (part instanceof RandomVariable variable && families.containsKey(variable)) {
                        return Objects.requireNonNull(moment(variable, statistic), variable.name());
                    }
                    Expr plain = plain(part);
                    return plain == part || !areIn(plain) ? null : with(statistic, plain);
                })
                .of(expr);
    }
}
