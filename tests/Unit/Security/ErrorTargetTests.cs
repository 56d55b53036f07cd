using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using BedrockPS.Cmdlets;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Security;

/// <summary>
/// Each command that takes keys is called with keys and arguments that cannot do: whatever the error is about, it is nothing that
/// holds the keys.
/// </summary>
public sealed class ErrorTargetTests : IDisposable
{
    private const string Secret = "PLANTED-SECRET-KEY";

    private readonly PowerShellHost _shell = new();

    /// <summary>All but the one that asks a person, and those whose findings are no errors.</summary>
    public static TheoryData<Type> Commands() => [.. typeof(ConnectedCmdlet).Assembly.GetExportedTypes()
        .Where(static type => !type.IsAbstract && typeof(ConnectedCmdlet).IsAssignableFrom(type) && type.Name is not ("EnterBRChatCommand" or "TestBRSetupCommand" or "TestBRModelAccessCommand"))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_keys_of_a_command_are_no_part_of_what_its_error_is_about(Type command)
    {
        CmdletAttribute name = command.GetCustomAttribute<CmdletAttribute>()!;
        Dictionary<string, object?> parameters = new()
        {
            // Nobody listens there.
            ["EndpointUrl"] = "http://127.0.0.1:9", ["Region"] = "us-east-1", ["AccessKey"] = "AKIDPLANTED", ["SecretKey"] = Secret, ["SessionToken"] = Secret,
            ["MaxAttempt"] = 1,
        };
        foreach (ParameterMetadata parameter in Mandatory(name, command))
        {
            parameters[parameter.Name] = ValueOf(parameter.ParameterType);
        }

        if (name.SupportsShouldProcess)
        {
            parameters["Confirm"] = false;
        }

        List<ErrorRecord> errors;
        try
        {
            _shell.Run($"{name.VerbName}-{name.NounName} @parameters", ("parameters", new Hashtable(parameters)));
            errors = _shell.Errors;
        }
        catch (RuntimeException exception)
        {
            errors = [exception.ErrorRecord];
        }

        Assert.NotEmpty(errors);
        Assert.All(errors, static error =>
        {
            Assert.False(Holds(error.TargetObject, 4), $"{error.FullyQualifiedErrorId}: {error.TargetObject}");
            Assert.DoesNotContain(Secret, error.Exception.ToString() + error.ErrorDetails, StringComparison.Ordinal);
        });
    }

    public void Dispose() => _shell.Dispose();

    private IEnumerable<ParameterMetadata> Mandatory(CmdletAttribute name, Type command)
    {
        CmdletInfo info = (CmdletInfo)_shell.Run($"Get-Command {name.VerbName}-{name.NounName}").Single().BaseObject;
        CommandParameterSetInfo set = info.ParameterSets.FirstOrDefault(static set => set.IsDefault) ?? info.ParameterSets[0];
        Assert.Equal(command, info.ImplementingType);
        return set.Parameters.Where(static parameter => parameter.IsMandatory).Select(parameter => info.Parameters[parameter.Name]);
    }

    private static object ValueOf(Type type) => type switch
    {
        _ when type == typeof(string) => "planted",
        _ when type == typeof(string[]) => new[] { "planted" },
        _ when type == typeof(ScriptBlock) => ScriptBlock.Create("$_"),
        _ when type == typeof(SwitchParameter) => true,
        _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ when type.IsPrimitive || Nullable.GetUnderlyingType(type)?.IsPrimitive == true => 1,
        _ when typeof(IDictionary).IsAssignableFrom(type) => new Hashtable { ["a"] = "b" },
        _ => new object[] { new Hashtable { ["a"] = "b" } },
    };

    private static bool Holds(object? value, int depth) => value switch
    {
        null => false,
        string text => text.Contains(Secret, StringComparison.Ordinal),
        _ when depth == 0 => false,
        PSObject { BaseObject: not PSCustomObject } wrapped => Holds(wrapped.BaseObject, depth),
        IDictionary map => map.Values.Cast<object?>().Any(item => Holds(item, depth - 1)),
        IEnumerable list => list.Cast<object?>().Any(item => Holds(item, depth - 1)),
        _ => false,
    };
}
