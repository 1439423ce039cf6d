package org.platen.inference.jvm.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the instructions of one method: a straight line without branches, so that no frames are needed. */
final class PartWriter {

    private static final int BUFFERS = 0;
    private static final int STEPS = 1;
    private static final int FIRST_LOCAL = 2;

    private final MethodVisitor method;
    private final ScalarCode code;
    private final Parts parts;
    private final Places places;
    private final Map<Scalar, Integer> unread;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Scalar, Integer> locals = new HashMap<>();
    private final List<Integer> free = new ArrayList<>();
    private int nextLocal = FIRST_LOCAL;

    PartWriter(MethodVisitor method, Parts parts, Places places, Parts.Part part) {
        this.method = method;
        this.code = new ScalarCode(method);
        this.parts = parts;
        this.places = places;
        this.unread = new HashMap<>(part.reads());
        method.visitCode();
        part.actions().forEach(this::write);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private void write(Action action) {
        if (action instanceof Action.Compute compute) {
            compute(compute.scalar());
        } else if (action instanceof Action.Store store) {
            array(places.buffer(store.node()));
            push(store.index());
            push(store.scalar());
            method.visitInsn(Opcodes.DASTORE);
        } else if (action instanceof Action.Call call) {
            method.visitVarInsn(Opcodes.ALOAD, STEPS);
            push(places.step(call.node()));
            method.visitInsn(Opcodes.AALOAD);
            method.visitInsn(Opcodes.ICONST_1);
            method.visitMethodInsn(Opcodes.INVOKEINTERFACE, "org/platen/inference/program/Step", "run", "(I)V", true);
        }
    }

    private void compute(Scalar root) {
        apply(root);
        int local = storeLocal(root);
        Integer place = parts.kept().get(root);
        if (place != null) {
            array(places.kept());
            push(place);
            method.visitVarInsn(Opcodes.DLOAD, local);
            method.visitInsn(Opcodes.DASTORE);
        }
        if (!unread.containsKey(root)) {
            release(root);
        }
    }

    private void push(Scalar scalar) {
        if (parts.roots().has(scalar)) {
            read(scalar);
        } else {
            apply(scalar);
        }
    }

    private void read(Scalar root) {
        Integer local = locals.get(root);
        boolean isLast = unread.merge(root, -1, Integer::sum) == 0;
        if (local != null) {
            method.visitVarInsn(Opcodes.DLOAD, local);
            if (isLast) {
                release(root);
            }
            return;
        }
        if (root.kind() instanceof Scalar.Entry entry) {
            entry(entry);
        } else {
            array(places.kept());
            push(parts.kept().get(root));
            method.visitInsn(Opcodes.DALOAD);
        }
        if (!isLast) {
            method.visitInsn(Opcodes.DUP2);
            storeLocal(root);
        }
    }

    private void apply(Scalar scalar) {
        scalar.inputs().forEach(this::push);
        if (scalar.kind() instanceof Scalar.Constant constant) {
            constant(constant.value());
        } else if (scalar.kind() instanceof Scalar.Entry entry) {
            entry(entry);
        } else if (scalar.kind() instanceof Scalar.Unary unary) {
            code.unary(unary.rule());
        } else if (scalar.kind() instanceof Scalar.Binary binary) {
            code.binary(binary.rule());
        } else {
            code.select();
        }
    }

    private void constant(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == Double.doubleToRawLongBits(0.0)) {
            method.visitInsn(Opcodes.DCONST_0);
        } else if (bits == Double.doubleToRawLongBits(1.0)) {
            method.visitInsn(Opcodes.DCONST_1);
        } else {
            method.visitLdcInsn(value);
        }
    }

    private void entry(Scalar.Entry entry) {
        array(places.buffer(entry.node()));
        push(entry.index());
        method.visitInsn(Opcodes.DALOAD);
    }

    private int storeLocal(Scalar root) {
        int local = free.isEmpty() ? next(2) : free.remove(free.size() - 1);
        locals.put(root, local);
        method.visitVarInsn(Opcodes.DSTORE, local);
        return local;
    }

    private void release(Scalar root) {
        free.add(locals.remove(root));
    }

    private int next(int slots) {
        int local = nextLocal;
        nextLocal += slots;
        return local;
    }

    private void array(int number) {
        Integer known = arrays.get(number);
        if (known != null) {
            method.visitVarInsn(Opcodes.ALOAD, known);
            return;
        }
        int local = next(1);
        arrays.put(number, local);
        method.visitVarInsn(Opcodes.ALOAD, BUFFERS);
        push(number);
        method.visitInsn(Opcodes.AALOAD);
        method.visitInsn(Opcodes.DUP);
        method.visitVarInsn(Opcodes.ASTORE, local);
    }

    private void push(int number) {
        if (number >= -1 && number <= 5) {
            method.visitInsn(Opcodes.ICONST_0 + number);
        } else if (number <= Byte.MAX_VALUE) {
            method.visitIntInsn(Opcodes.BIPUSH, number);
        } else if (number <= Short.MAX_VALUE) {
            method.visitIntInsn(Opcodes.SIPUSH, number);
        } else {
            method.visitLdcInsn(number);
        }
    }
}
