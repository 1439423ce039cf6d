package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;

/**
 * A model as a Graphviz graph in plate notation: a box for each plate, circles for latent variables, shaded circles for observed ones, double circles
 * for deterministic ones, small squares for what has no distribution (parameters, givens, and variables that were intervened on).
 */
public final class Dot {

    private final Model model;
    private final List<String> lines = new ArrayList<>();
    private int boxes;

    private Dot(Model model) {
        this.model = model;
    }

    /** The graph of {@code model} in the DOT language, for {@code dot -Tsvg}. */
    public static String of(Model model) {
        Dot dot = new Dot(model);
        dot.lines.add("digraph " + quoted(model.name()) + " {");
        dot.lines.add("  node [fontsize=11, margin=\"0.04\"];");
        dot.addBox(Box.around(model.variables()), "  ");
        model.variables().forEach(dot::addEdges);
        dot.lines.add("}");
        return String.join("\n", dot.lines);
    }

    private void addBox(Box box, String indent) {
        for (Variable variable : box.variables()) {
            lines.add(indent + quoted(variable.name()) + " [" + style(variable) + "];");
        }
        for (Box inner : box.inner()) {
            lines.add(indent + "subgraph cluster_" + boxes++ + " {");
            lines.add(indent + "  label=" + quoted(inner.label()) + "; labeljust=r; labelloc=b;");
            addBox(inner, indent + "  ");
            lines.add(indent + "}");
        }
    }

    private void addEdges(Variable variable) {
        for (Variable parent : model.parents(variable)) {
            lines.add("  " + quoted(parent.name()) + " -> " + quoted(variable.name()) + ";");
        }
        if (variable instanceof RandomVariable random && !model.isIntervened(random)) {
            if (random.distribution() instanceof Markov) {
                lines.add(toItself(variable, "next"));
            } else if (random.autoregression().isPresent()) {
                lines.add(toItself(variable, "later entries"));
            }
        }
    }

    private static String toItself(Variable variable, String label) {
        return "  " + quoted(variable.name()) + " -> " + quoted(variable.name()) + " [label=" + quoted(label) + "];";
    }

    private String style(Variable variable) {
        if (variable instanceof RandomVariable random) {
            return style(random);
        }
        return variable instanceof Deterministic ? "shape=doublecircle" : "shape=square, width=0.3, height=0.3";
    }

    private String style(RandomVariable variable) {
        String held = model.fixedValue(variable)
                .map(value -> ", label=" + quoted(variable.name() + " = " + value))
                .orElse("");
        if (model.isIntervened(variable)) {
            return "shape=square, width=0.3, height=0.3" + held;
        }
        boolean known = variable.isObserved() || !held.isEmpty();
        return known ? "shape=circle, style=filled, fillcolor=gray85" + held : "shape=circle";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
