package org.platen.inference.tensorflow;

import java.util.List;
import org.platen.inference.op.BinaryOp;
import org.platen.inference.op.SelectOp;
import org.platen.inference.op.UnaryOp;
import org.platen.inference.program.Node;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** Functions of every entry. */
final class Elementwise {

    private Elementwise() {}

    static Operand<TNumber> unary(UnaryOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Operand<TNumber> x = inputs.get(0);
        var math = emitter.tf.math;
        return switch (op.rule()) {
            case NEGATE -> math.neg(x);
            case SIGN -> math.sign(x);
            case ABS -> math.abs(x);
            case FLOOR -> math.floor(x);
            case SQUARE -> math.square(x);
            case SQRT -> math.sqrt(x);
            case RECIPROCAL -> math.reciprocal(x);
            case EXP -> math.exp(x);
            case EXPM1 -> math.expm1(x);
            case RECIPROCAL_OR_ZERO -> math.divNoNan(emitter.number(1), x);
            case LOG -> math.log(x);
            case LOG1P -> math.log1p(x);
            case LOG1M_EXP_NEG -> SpecialFunctions.log1mExpNeg(x, emitter);
            case COS -> math.cos(x);
            case SIN -> math.sin(x);
            case ATAN -> math.atan(x);
            case TANH -> math.tanh(x);
            case SIGMOID -> math.sigmoid(x);
            case SOFTPLUS -> math.softplus(x);
            case DIGAMMA -> SpecialFunctions.digamma(x, emitter);
            case LOG_GAMMA -> math.lgamma(x);
            case ERF -> math.erf(x);
            case INVERSE_MILLS -> SpecialFunctions.inverseMills(x, emitter);
            case LOG_NORMAL_CDF -> SpecialFunctions.logNormalCdf(x, emitter);
            case BESSEL_RATIO -> SpecialFunctions.besselRatio(x, emitter);
            case LOG_BESSEL_I0 -> SpecialFunctions.logBesselI0(x, emitter);
            case IS_NAN -> emitter.cast(math.isNan(x));
        };
    }

    static Operand<TNumber> binary(BinaryOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Operand<TNumber> x = aligned(0, node, inputs, emitter);
        Operand<TNumber> y = aligned(1, node, inputs, emitter);
        var math = emitter.tf.math;
        return switch (op.rule()) {
            case ADD -> math.add(x, y);
            case SUBTRACT -> math.sub(x, y);
            case MULTIPLY -> math.mul(x, y);
            case DIVIDE -> math.div(x, y);
            case LESS -> emitter.cast(math.less(x, y));
            case LESS_OR_EQUAL -> emitter.cast(math.lessEqual(x, y));
            case EQUAL -> emitter.cast(math.equal(x, y));
            case MAXIMUM -> math.maximum(x, y);
            case MINIMUM -> math.minimum(x, y);
            case LOG_ADD_EXP -> SpecialFunctions.logAddExp(x, y, emitter);
            case X_LOG_Y -> math.xlogy(x, y);
            case POWER -> math.pow(x, y);
            case POLYGAMMA -> SpecialFunctions.polygamma(x, y, emitter);
        };
    }

    static Operand<TNumber> select(SelectOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.tf.select(
                emitter.isTrue(aligned(0, node, inputs, emitter)),
                aligned(1, node, inputs, emitter),
                aligned(2, node, inputs, emitter));
    }

    private static Operand<TNumber> aligned(int input, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.aligned(
                inputs.get(input), node.inputs().get(input).type(), node.type().rank());
    }
}
