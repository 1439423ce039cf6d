package org.platen.inference.checkpoint;

import java.util.IdentityHashMap;
import java.util.Map;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Digest;

/** Every number in a model's declaration and where it stands: a story shortens what is long. */
public final class DeclaredConstants {

    /** Parts of expressions that were met before: they may be shared many times over. */
    private final Map<Expr, String> known = new IdentityHashMap<>();

    private DeclaredConstants() {}

    /** A hash that does not depend on whether equal parts are shared. */
    public static String fingerprint(Model model) {
        DeclaredConstants constants = new DeclaredConstants();
        Digest digest = new Digest();
        for (Variable variable : model.variables()) {
            digest.add(variable.name());
            if (variable instanceof RandomVariable random) {
                constants.add(digest, random.distribution());
                model.fixedValue(random).ifPresent(value -> digest.add(constants.of(value)));
            } else if (variable instanceof Deterministic deterministic) {
                digest.add(constants.of(deterministic.value()));
            }
        }
        model.guide().factors().forEach((variable, approximation) -> {
            digest.add(variable.name());
            constants.add(digest, approximation);
        });
        return digest.hex();
    }

    private void add(Digest digest, Distribution distribution) {
        for (Argument argument : distribution.arguments()) {
            digest.add(of(argument.value()));
        }
    }

    private String of(Expr expr) {
        String before = known.get(expr);
        if (before != null) {
            return before;
        }
        Digest digest = new Digest();
        digest.add(
                expr instanceof Symbol symbol ? symbol.name() : expr.getClass().getSimpleName());
        if (expr instanceof Constant constant) {
            digest.add(constant.values());
        }
        expr.children().forEach(child -> digest.add(of(child)));
        String found = digest.hex();
        known.put(expr, found);
        return found;
    }
}
