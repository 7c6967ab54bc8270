package io.carillon.local.executable;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LocalVariableTypeInfo;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;

/**
 * What code hands to JAX-RS as the entity of a Response, and to Jackson to be written or read. The builder of a native
 * executable sees only that both take an Object.
 */
final class JsonCalls {
    private static final Set<String> OWNERS = Set.of(
            "jakarta.ws.rs.core.Response",
            "jakarta.ws.rs.core.Response$ResponseBuilder",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.databind.ObjectReader",
            "com.fasterxml.jackson.databind.ObjectWriter");
    /** Their last argument is what is written, or the class of what is read. */
    private static final Pattern NAMES = Pattern.compile(
            "ok|entity|write(rFor|Value\\w*)|valueToTree|read(erFor|Value)|treeToValue|convertValue|forType");

    /**
     * One call.
     *
     * @param where class and method that make it
     * @param type the descriptor or generic signature of what is handed over; empty where it cannot be told
     */
    record Call(String where, Optional<String> type) {}

    private final Index classes;

    /** @param classes ours, for what their methods return */
    JsonCalls(Index classes) {
        this.classes = classes;
    }

    Stream<Call> in(byte[] classFile) {
        ClassModel type = ClassFile.of().parse(classFile);
        return type.methods().stream()
                .flatMap(method -> method.findAttribute(Attributes.code()).stream()
                        .flatMap(code -> in(
                                type.thisClass().asInternalName() + "."
                                        + method.methodName().stringValue(),
                                code)));
    }

    private Stream<Call> in(String where, CodeAttribute code) {
        List<Call> calls = new ArrayList<>();
        Optional<Instruction> before = Optional.empty();
        int position = 0;
        for (CodeElement element : code) {
            if (!(element instanceof Instruction instruction)) {
                continue;
            }
            if (instruction instanceof InvokeInstruction call && takesJson(call)) {
                int end = position;
                calls.add(new Call(where, before.flatMap(pushed -> type(pushed, code, end))));
            } else if (instruction instanceof InvokeDynamicInstruction lambda) {
                reference(lambda)
                        .map(handed -> new Call(where, Optional.of(handed)))
                        .ifPresent(calls::add);
            }
            position += instruction.sizeInBytes();
            before = Optional.of(instruction);
        }
        return calls.stream();
    }

    private static boolean takesJson(InvokeInstruction call) {
        return takesJson(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
    }

    private static boolean takesJson(ClassDesc owner, String name, MethodTypeDesc type) {
        String of = owner.packageName() + "." + owner.displayName();
        return OWNERS.contains(of) && NAMES.matcher(name).matches() && type.parameterCount() > 0;
    }

    /** What a method reference as {@code Response::ok} is given. */
    private static Optional<String> reference(InvokeDynamicInstruction lambda) {
        List<?> arguments = lambda.bootstrapArgs();
        if (arguments.size() >= 3
                && arguments.get(1) instanceof DirectMethodHandleDesc target
                && arguments.get(2) instanceof MethodTypeDesc given
                && takesJson(target.owner(), target.methodName(), target.invocationType())) {
            return Optional.of(given.parameterType(given.parameterCount() - 1).descriptorString());
        }
        return Optional.empty();
    }

    /** What that instruction, the last before a call, has pushed. */
    private Optional<String> type(Instruction pushed, CodeAttribute code, int position) {
        return switch (pushed) {
            case InvokeInstruction made
            when made.name().equalsString("<init>") ->
                Optional.of(made.owner().asSymbol().descriptorString());
            case InvokeInstruction got -> Optional.of(returned(got));
            case InvokeDynamicInstruction text ->
                Optional.of(text.typeSymbol().returnType().descriptorString());
            case FieldInstruction field -> Optional.of(field.typeSymbol().descriptorString());
            case TypeCheckInstruction cast -> Optional.of(cast.type().asSymbol().descriptorString());
            case ConstantInstruction.LoadConstantInstruction constant ->
                Optional.of(constant.constantValue())
                        .map(value -> value instanceof ClassDesc of ? of.descriptorString() : "Ljava/lang/String;");
            case LoadInstruction variable -> variable(variable.slot(), code, position);
            default -> Optional.empty();
        };
    }

    private String returned(InvokeInstruction call) {
        @Nullable
        ClassInfo owner = classes.getClassByName(
                DotName.createSimple(call.owner().asInternalName().replace('/', '.')));
        String erased = call.typeSymbol().returnType().descriptorString();
        if (owner == null) {
            return erased;
        }
        return owner.methods().stream()
                .filter(method -> method.name().equals(call.name().stringValue())
                        && method.descriptor().equals(call.type().stringValue()))
                .flatMap(method -> Optional.ofNullable(method.genericSignature()).stream())
                .map(signature -> signature.substring(signature.indexOf(')') + 1))
                .findFirst()
                .orElse(erased);
    }

    private static Optional<String> variable(int slot, CodeAttribute code, int position) {
        Stream<String> generic = code.findAttribute(Attributes.localVariableTypeTable()).stream()
                .flatMap(table -> table.localVariableTypes().stream())
                .filter(entry -> entry.slot() == slot && contains(entry.startPc(), entry.length(), position))
                .map(LocalVariableTypeInfo::signature)
                .map(signature -> signature.stringValue());
        Stream<String> plain = code.findAttribute(Attributes.localVariableTable()).stream()
                .flatMap(table -> table.localVariables().stream())
                .filter(entry -> entry.slot() == slot && contains(entry.startPc(), entry.length(), position))
                .map(entry -> entry.type().stringValue());
        return Stream.concat(generic, plain).findFirst();
    }

    private static boolean contains(int start, int length, int position) {
        return start <= position && position <= start + length;
    }
}
