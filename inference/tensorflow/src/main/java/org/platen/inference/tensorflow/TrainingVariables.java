package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Type;
import org.platen.inference.tensorflow.Handles.Variable;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.TrainingState;
import org.platen.inference.train.TrainingStep;
import org.tensorflow.ndarray.Shape;

/**
 * The variables of a run of training.
 *
 * @param given parameters, followers and constants by name
 * @param slots for each parameter the optimiser's numbers, in the optimiser's order
 * @param data whole data of the inputs that are read from them
 */
record TrainingVariables(Map<String, Variable> given, Map<String, List<Variable>> slots, Map<String, Variable> data) {

    static TrainingVariables of(TrainingStep training, Optimizer optimizer) {
        Map<String, Type> inputs = training.inputs();
        Map<String, Variable> given = new LinkedHashMap<>();
        Map<String, List<Variable>> slots = new LinkedHashMap<>();
        Map<String, Variable> data = new LinkedHashMap<>();
        for (String input : training.given()) {
            Type type = training.changed().contains(input) ? training.parameter(input) : inputs.get(input);
            given.put(input, new Variable("given/" + input, Emitter.shape(type.dims())));
        }
        for (String parameter : training.gradients().keySet()) {
            List<Variable> own = new ArrayList<>();
            for (String number : optimizer.slots()) {
                own.add(new Variable(
                        "slot/" + TrainingState.slot(parameter, number),
                        given.get(parameter).shape()));
            }
            slots.put(parameter, own);
        }
        for (String input : training.batched()) {
            if (inputs.containsKey(input)) {
                // Rows, or steps and rows.
                data.put(input, new Variable("data/" + input, Shape.unknown()));
            }
        }
        return new TrainingVariables(given, slots, data);
    }
}
