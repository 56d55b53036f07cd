using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Loading;

/// <summary>What the engine shows is all the module may see of it, and none of it may come from another library.</summary>
public sealed class EngineSurfaceTests
{
    private const BindingFlags Visible =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_engine_shows_types_of_its_own_and_of_the_framework_alone()
    {
        string[] foreign = [.. typeof(EngineClient).Assembly.GetExportedTypes()
            .SelectMany(type => Mentioned(type).Select(mentioned => (type, mentioned)))
            .Where(pair => !IsOwnOrFramework(pair.mentioned))
            .Select(pair => $"{pair.type.FullName} shows {pair.mentioned.FullName}")
            .Distinct()];
        Assert.Empty(foreign);
    }

    [Fact]
    public void The_module_refers_to_no_library_but_the_engine()
    {
        string[] foreign = [.. typeof(TokenUsage).Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name != "BedrockPS.Engine" && name != "netstandard" && !name.StartsWith("System", StringComparison.Ordinal)
                && !name.StartsWith("Microsoft.Win32", StringComparison.Ordinal))];
        Assert.Empty(foreign);
    }

    private static IEnumerable<Type> Mentioned(Type type)
    {
        IEnumerable<Type?> types = type.GetInterfaces().Append(type.BaseType);
        foreach (MemberInfo member in type.GetMembers(Visible))
        {
            types = types.Concat(member switch
            {
                MethodBase method when IsSeen(method) =>
                    method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType),
                FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => [field.FieldType],
                _ => [],
            });
        }

        return types.OfType<Type>().SelectMany(Parts);
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type),
        { IsGenericParameter: true } => [],
        _ => [type],
    };

    private static bool IsOwnOrFramework(Type type) =>
        type.Assembly == typeof(EngineClient).Assembly
        || type.Assembly == typeof(object).Assembly
        || type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal);
}
