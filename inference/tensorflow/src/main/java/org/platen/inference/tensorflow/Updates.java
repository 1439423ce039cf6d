package org.platen.inference.tensorflow;

import java.util.List;
import org.platen.inference.train.Optimizer;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * An optimiser's step in TensorFlow's fused operations where their formulas are the same. Adam's corrections are part of a step's learning rate and ε, so that they are
 * computed in float64.
 */
final class Updates {

    private final Optimizer optimizer;
    private final Emitter emitter;
    private final Operand<TNumber> rate;
    private final Operand<TNumber> epsilon;
    private final Operand<TNumber> shrinkage;

    /** @param numbers those of {@link #numbers}, each a scalar */
    Updates(Optimizer optimizer, Emitter emitter, List<Operand<TNumber>> numbers) {
        this.optimizer = optimizer;
        this.emitter = emitter;
        this.rate = numbers.get(0);
        this.epsilon = numbers.get(1);
        this.shrinkage = numbers.get(2);
    }

    /** What a step of the optimiser depends on: its learning rate, ε, and the share that weight decay takes. */
    static double[] numbers(Optimizer optimizer, long step) {
        double rate = optimizer.learningRate().at(step);
        if (optimizer instanceof Optimizer.AdamW adamW) {
            double[] numbers = numbers(adamW.adam(), step);
            numbers[2] = rate * adamW.weightDecay();
            return numbers;
        }
        if (optimizer instanceof Optimizer.Adam adam) {
            double correction = Math.sqrt(1 - Math.pow(adam.beta2(), step + 1.0));
            return new double[] {
                rate * correction / (1 - Math.pow(adam.beta1(), step + 1.0)), adam.epsilon() * correction, 0
            };
        }
        return new double[] {rate, 0, 0};
    }

    /** How many numbers a step depends on. */
    static int count() {
        return 3;
    }

    /**
     * One parameter's step.
     *
     * @param parameter its handle
     * @param slots the handles of the optimiser's numbers
     */
    Operation update(
            Operand<? extends TType> parameter, List<Operand<? extends TType>> slots, Operand<TNumber> gradient) {
        Ops tf = emitter.tf;
        if (optimizer instanceof Optimizer.Sgd) {
            return tf.train
                    .resourceApplyGradientDescent(parameter, rate, gradient)
                    .op();
        }
        if (optimizer instanceof Optimizer.Momentum momentum) {
            return tf.train
                    .resourceApplyMomentum(
                            parameter,
                            slots.get(0),
                            rate,
                            gradient,
                            emitter.number(momentum.momentum()),
                            ResourceApplyMomentum.useNesterov(momentum.nesterov()))
                    .op();
        }
        if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            return rmsProp(rmsProp, parameter, slots.get(0), gradient);
        }
        if (optimizer instanceof Optimizer.Adagrad adagrad) {
            return tf.scope()
                    .opBuilder("ResourceApplyAdagradV2", "Adagrad")
                    .addInput(parameter.asOutput())
                    .addInput(slots.get(0).asOutput())
                    .addInput(rate.asOutput())
                    .addInput(emitter.number(adagrad.epsilon()).asOutput())
                    .addInput(gradient.asOutput())
                    .build();
        }
        if (optimizer instanceof Optimizer.Adam adam) {
            return adam(adam, tf, parameter, slots, gradient);
        }
        Operand<TNumber> value = tf.readVariableOp(parameter, emitter.precision.type());
        Operation shrunk =
                tf.assignSubVariableOp(parameter, tf.math.mul(value, shrinkage)).op();
        return adam(
                ((Optimizer.AdamW) optimizer).adam(), tf.withControlDependencyOps(shrunk), parameter, slots, gradient);
    }

    private Operation adam(
            Optimizer.Adam adam,
            Ops tf,
            Operand<? extends TType> parameter,
            List<Operand<? extends TType>> slots,
            Operand<TNumber> gradient) {
        Operand<TNumber> corrected = emitter.number(0);
        return tf.train
                .resourceApplyAdam(
                        parameter,
                        slots.get(0),
                        slots.get(1),
                        corrected,
                        corrected,
                        rate,
                        emitter.number(adam.beta1()),
                        emitter.number(adam.beta2()),
                        epsilon,
                        gradient,
                        ResourceApplyAdam.useLocking(false))
                .op();
    }

    private Operation rmsProp(
            Optimizer.RmsProp rmsProp,
            Operand<? extends TType> parameter,
            Operand<? extends TType> slot,
            Operand<TNumber> gradient) {
        Ops tf = emitter.tf;
        var math = tf.math;
        Operand<TNumber> before = tf.readVariableOp(slot, emitter.precision.type());
        Operand<TNumber> average = math.add(
                math.mul(before, emitter.number(rmsProp.decay())),
                math.mul(math.square(gradient), emitter.number(1 - rmsProp.decay())));
        Operand<TNumber> step =
                math.div(math.mul(gradient, rate), math.add(math.sqrt(average), emitter.number(rmsProp.epsilon())));
        Operation assigned = tf.assignVariableOp(slot, average).op();
        return tf.withControlDependencyOps(assigned)
                .assignSubVariableOp(parameter, step)
                .op();
    }
}
