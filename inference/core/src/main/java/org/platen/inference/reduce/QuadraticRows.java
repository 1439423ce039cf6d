package org.platen.inference.reduce;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Flat;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Affine;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;

/**
 * Models whose log density of a row, given everything that rows share, is a quadratic function of the row's data: Normal variables around affine functions of
 * each other, integrated out where they are unknown. Their likelihood depends on the rows through count, mean and covariance only.
 */
final class QuadraticRows {

    private QuadraticRows() {}

    static boolean areIn(Model model, RowColumns columns, Roles roles) {
        Layout layout = columns.layout();
        boolean complete =
                columns.columns().stream().allMatch(column -> column.variable().isContinuous() && !column.hasMissing());
        if (!complete || roles.enumerated().stream().anyMatch(variable -> layout.hasRows(variable.axes()))) {
            return false;
        }
        Affine ofRows = new Affine(model, symbols(columns, roles));
        return Term.of(model).stream()
                .allMatch(term -> layout.hasRows(term.variable().axes())
                        ? isQuadratic(term.distribution(), ofRows)
                        : term.distribution().arguments().stream().noneMatch(a -> ofRows.mentions(a.value())));
    }

    /** Everything that differs from row to row. */
    private static List<Symbol> symbols(RowColumns columns, Roles roles) {
        List<Variable> variables =
                new ArrayList<>(columns.columns().stream().map(Column::variable).toList());
        roles.integrated().stream()
                .filter(variable -> columns.layout().hasRows(variable.axes()))
                .forEach(variables::add);
        List<Symbol> symbols = new ArrayList<>(variables);
        for (Variable variable : variables) {
            if (variable instanceof RandomVariable random) {
                random.autoregression().ifPresent(own -> symbols.add(own.earlier()));
                if (random.distribution() instanceof Markov markov) {
                    symbols.addAll(markov.previous());
                }
            }
        }
        return symbols;
    }

    private static boolean isQuadratic(Distribution distribution, Affine ofRows) {
        if (distribution instanceof Normal normal) {
            return isQuadratic(normal.mean(), normal.scale(), ofRows);
        } else if (distribution instanceof MultivariateNormal normal) {
            return isQuadratic(normal.mean(), normal.spread(), ofRows);
        }
        return distribution instanceof Flat;
    }

    private static boolean isQuadratic(Expr mean, Expr spread, Affine ofRows) {
        return ofRows.isAffine(mean) && !ofRows.mentions(spread);
    }
}
