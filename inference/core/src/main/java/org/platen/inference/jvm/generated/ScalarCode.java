package org.platen.inference.jvm.generated;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;

/** The instructions of functions: they take their arguments from the stack and leave the result there. Each is the one that {@code value} of its rule computes. */
final class ScalarCode {

    /** The longest sequence, in bytes. */
    static final int MOST_BYTES = 3;

    private static final String MATH = "java/lang/Math";
    private static final String SPECIAL = "org/platen/inference/op/Special";
    private static final String BESSEL = "org/platen/inference/op/Bessel";
    private static final String ERF = "org/apache/commons/numbers/gamma/Erf";
    private static final String ONE = "(D)D";
    private static final String TWO = "(DD)D";
    private static final String THREE = "(DDD)D";

    private final MethodVisitor method;

    ScalarCode(MethodVisitor method) {
        this.method = method;
    }

    void unary(UnaryRule rule) {
        switch (rule) {
            case NEGATE -> method.visitInsn(Opcodes.DNEG);
            case SQUARE -> {
                method.visitInsn(Opcodes.DUP2);
                method.visitInsn(Opcodes.DMUL);
            }
            case SIGN -> call(MATH, "signum", ONE);
            case ABS -> call(MATH, "abs", ONE);
            case FLOOR -> call(MATH, "floor", ONE);
            case SQRT -> call(MATH, "sqrt", ONE);
            case EXP -> call(MATH, "exp", ONE);
            case EXPM1 -> call(MATH, "expm1", ONE);
            case LOG -> call(MATH, "log", ONE);
            case LOG1P -> call(MATH, "log1p", ONE);
            case COS -> call(MATH, "cos", ONE);
            case SIN -> call(MATH, "sin", ONE);
            case ATAN -> call(MATH, "atan", ONE);
            case TANH -> call(MATH, "tanh", ONE);
            case RECIPROCAL -> call(SPECIAL, "reciprocal", ONE);
            case RECIPROCAL_OR_ZERO -> call(SPECIAL, "reciprocalOrZero", ONE);
            case LOG1M_EXP_NEG -> call(SPECIAL, "log1mExpNeg", ONE);
            case SIGMOID -> call(SPECIAL, "sigmoid", ONE);
            case SOFTPLUS -> call(SPECIAL, "softplus", ONE);
            case DIGAMMA -> call(SPECIAL, "digamma", ONE);
            case LOG_GAMMA -> call(SPECIAL, "logGamma", ONE);
            case ERF -> call(ERF, "value", ONE);
            case INVERSE_MILLS -> call(SPECIAL, "inverseMills", ONE);
            case LOG_NORMAL_CDF -> call(SPECIAL, "logNormalCdf", ONE);
            case BESSEL_RATIO -> call(BESSEL, "ratio", ONE);
            case LOG_BESSEL_I0 -> call(BESSEL, "logI0", ONE);
            case IS_NAN -> call(SPECIAL, "isNaN", ONE);
        }
    }

    void binary(BinaryRule rule) {
        switch (rule) {
            case ADD -> method.visitInsn(Opcodes.DADD);
            case SUBTRACT -> method.visitInsn(Opcodes.DSUB);
            case MULTIPLY -> method.visitInsn(Opcodes.DMUL);
            case DIVIDE -> method.visitInsn(Opcodes.DDIV);
            case LESS -> call(SPECIAL, "less", TWO);
            case LESS_OR_EQUAL -> call(SPECIAL, "lessOrEqual", TWO);
            case EQUAL -> call(SPECIAL, "equal", TWO);
            case MAXIMUM -> call(MATH, "max", TWO);
            case MINIMUM -> call(MATH, "min", TWO);
            case LOG_ADD_EXP -> call(SPECIAL, "logAddExp", TWO);
            case X_LOG_Y -> call(SPECIAL, "xLogY", TWO);
            case POWER -> call(MATH, "pow", TWO);
            case POLYGAMMA -> call(SPECIAL, "polygamma", TWO);
        }
    }

    void select() {
        call(SPECIAL, "select", THREE);
    }

    private void call(String owner, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
