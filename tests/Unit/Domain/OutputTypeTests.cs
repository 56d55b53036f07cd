using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace BedrockPS.Unit.Domain;

/// <summary>What users hold: the public types outside the cmdlets.</summary>
public sealed class OutputTypeTests
{
    public static TheoryData<string> Types =>
    [
        .. typeof(Model).Assembly.GetExportedTypes()
            .Where(static type => type.Namespace == "BedrockPS" && !typeof(Cmdlet).IsAssignableFrom(type))
            .Select(static type => type.FullName!),
    ];

    /// <summary>PowerShell cannot index what a collection expression makes of a read-only list: $model.InputModality[0] would be an error.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Lists_are_arrays(string name)
    {
        IEnumerable<string> lists = typeof(Model).Assembly.GetType(name, throwOnError: true)!
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(static property => property.DeclaringType!.Assembly == typeof(Model).Assembly)
            .Where(static property => property.PropertyType is { IsArray: false } type && type != typeof(string)
                && typeof(IEnumerable).IsAssignableFrom(type) && !type.Name.Contains("Dictionary", StringComparison.Ordinal))
            .Select(static property => $"{property.Name}: {property.PropertyType}");
        Assert.Empty(lists);
    }
}
