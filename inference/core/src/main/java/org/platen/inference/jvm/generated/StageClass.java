package org.platen.inference.jvm.generated;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes and defines the class of a stage. It is hidden, and goes with the last object that uses it. */
final class StageClass {

    private static final String PACKAGE = "org/platen/inference/jvm/generated/";
    private static final String NAME = PACKAGE + "GeneratedBody";
    private static final String ARGUMENTS = "([[D[Lorg/platen/inference/program/Step;)V";
    private static final String OBJECT = "java/lang/Object";
    private static final String CONSTRUCTOR = "<init>";

    private StageClass() {}

    static StageBody define(Parts parts, Places places) {
        return instance(bytes(parts, places));
    }

    /** The class file. */
    static byte[] bytes(Parts parts, Places places) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, OBJECT, new String[] {
            PACKAGE + "StageBody"
        });
        constructor(writer);
        for (int i = 0; i < parts.parts().size(); i++) {
            MethodVisitor method =
                    writer.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, part(i), ARGUMENTS, null, null);
            new PartWriter(method, parts, places, parts.parts().get(i));
        }
        calls(writer, "prepare", parts.parts(), true);
        calls(writer, "run", parts.parts(), false);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(0, CONSTRUCTOR, "()V", null, null);
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, CONSTRUCTOR, "()V", false);
        end(method);
    }

    private static void calls(ClassWriter writer, String name, List<Parts.Part> parts, boolean held) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, name, ARGUMENTS, null, null);
        method.visitCode();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).held() == held) {
                method.visitVarInsn(Opcodes.ALOAD, 1);
                method.visitVarInsn(Opcodes.ALOAD, 2);
                method.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, part(i), ARGUMENTS, false);
            }
        }
        end(method);
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static String part(int number) {
        return "part" + number;
    }

    private static StageBody instance(byte[] bytes) {
        try {
            MethodHandles.Lookup defined = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (StageBody) defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError("the class of a stage cannot be made", e);
        }
    }
}
