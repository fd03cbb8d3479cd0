package io.scaiwave.tenancy.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.function.Predicate;

/** Conditions on what ArchUnit does not read: string constants, and the number that a call is given. */
final class CodeScan {

    /** Where a concatenation puts a value that is not constant. */
    static final String HOLE = "\u0001";

    private CodeScan() {}

    static ArchCondition<JavaClass> haveConstants(String what, Predicate<String> test) {
        return new ArchCondition<>("have constants that are " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                model(item).constantPool().forEach(entry -> {
                    if (entry instanceof StringEntry text && test.test(text.stringValue())) {
                        events.add(SimpleConditionEvent.satisfied(
                                item, item.getName() + " has the constant \"" + text.stringValue() + '"'));
                    }
                });
            }
        };
    }

    /** A status that is not a constant below 400 may be an error. */
    static ArchCondition<JavaClass> answerErrorStatuses() {
        return new ArchCondition<>("answer error statuses") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                model(item).methods().forEach(method -> method.code().ifPresent(code -> {
                    if (answersError(code)) {
                        events.add(SimpleConditionEvent.satisfied(
                                item, item.getName() + "." + method.methodName().stringValue() + " answers an error"));
                    }
                }));
            }
        };
    }

    private static boolean answersError(CodeModel code) {
        CodeElement before = null;
        for (CodeElement element : code) {
            if (element instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals("jakarta/ws/rs/core/Response")
                    && call.name().stringValue().equals("status")
                    && !isSuccess(before)) {
                return true;
            }
            if (element instanceof java.lang.classfile.Instruction) {
                before = element;
            }
        }
        return false;
    }

    private static boolean isSuccess(CodeElement argument) {
        return argument instanceof ConstantInstruction constant
                && constant.constantValue() instanceof Integer status
                && status < 400;
    }

    private static ClassModel model(JavaClass item) {
        try (InputStream bytes = item.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
