package org.platen.dsl.expr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * What a named function makes of its arguments: it stands for the expression it is made of and prints as {@code decoder(z)}. A function with several heads is read
 * head by head.
 *
 * @param function its name
 * @param arguments what it is applied to
 * @param heads results by name; a function with one result has the head {@value #ONLY}
 * @param training what it is instead while networks are trained, or null where it is the same
 */
public record Application(
        String function,
        List<Expr> arguments,
        Map<String, Expr> heads,
        @Nullable WhileTraining training) implements Expr {

    /** The name of the only result. */
    public static final String ONLY = "";

    /** Copies; two applications are the same when they are the same object's. */
    public Application {
        arguments = List.copyOf(arguments);
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
    }

    /** A function that is always the same. */
    public Application(String function, List<Expr> arguments, Map<String, Expr> heads) {
        this(function, arguments, heads, null);
    }

    /**
     * The result of a head.
     *
     * @throws ModelException when there is none of that name
     */
    public Expr get(String head) {
        Expr found = heads.get(head);
        ModelException.require(
                found != null,
                "'%s' has no head '%s', it has %s",
                function,
                head,
                heads.containsKey(ONLY) ? "a single result" : heads.keySet());
        return new Application(function + "." + head, arguments, Map.of(ONLY, Objects.requireNonNull(found)));
    }

    /**
     * The expression that this stands for.
     *
     * @throws ModelException when there are several heads
     */
    public Expr value() {
        Expr only = heads.get(ONLY);
        ModelException.require(
                only != null,
                "%s has the heads %s: choose one, for example get(\"%s\")",
                this,
                heads.keySet(),
                heads.keySet().iterator().next());
        return Objects.requireNonNull(only);
    }

    @Override
    public Set<Axis> axes() {
        return value().axes();
    }

    @Override
    public Shape shape() {
        return value().shape();
    }

    @Override
    public List<Expr> children() {
        return List.of(value());
    }

    @Override
    public Optional<Dim> domain() {
        return value().domain();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return arguments.stream().map(Expr::toString).collect(Collectors.joining(", ", function + "(", ")"));
    }
}
