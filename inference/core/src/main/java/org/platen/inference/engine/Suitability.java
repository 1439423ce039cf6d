package org.platen.inference.engine;

import java.util.List;
import org.platen.dsl.shape.ModelException;

/**
 * Whether an engine can fit a model.
 *
 * @param obstacles what stands in the way; empty when nothing does
 */
public record Suitability(List<String> obstacles) {

    /** A defensive copy. */
    public Suitability {
        obstacles = List.copyOf(obstacles);
    }

    /** Whether the engine can fit the model. */
    public boolean suits() {
        return obstacles.isEmpty();
    }

    /** @throws ModelException with every obstacle, when there is one */
    public void require(String engine, String model) {
        ModelException.require(suits(), "%s cannot fit model '%s': %s", engine, model, String.join("; ", obstacles));
    }
}
