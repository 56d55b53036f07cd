using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Tools.Commands;

/// <summary>Makes a tool of a command: what the model is told comes from the command's own parameters and help.</summary>
internal sealed class CommandToolBuilder
{
    private readonly CommandInfo _command;
    private readonly CommandToolOptions _options;
    private readonly string _name;
    private readonly Lazy<CommandHelp> _help;

    private CommandToolBuilder(CommandInfo command, CommandToolOptions options)
    {
        _command = command;
        _options = options;
        _name = options.Name ?? ToolName.From(command.Name);
        _help = new Lazy<CommandHelp>(() => CommandHelp.For(command));
    }

    /// <exception cref="BedrockException">ToolInvalid: no model can call the command.</exception>
    public static CommandTool Build(CommandInfo command, CommandToolOptions options)
    {
        if (command is not (CmdletInfo or FunctionInfo or ExternalScriptInfo))
        {
            throw Invalid($"'{command.Name}' is of type {command.CommandType}, which has no parameters a model could be told of.");
        }

        try
        {
            return new CommandToolBuilder(command, options).Build();
        }
        catch (RuntimeException exception)
        {
            // A script that does not parse, an attribute that cannot be made, a ValidateSet class that throws.
            throw Invalid($"'{command.Name}' cannot be read: {exception.Message}", exception);
        }
    }

    public static BedrockException Invalid(string message, Exception? cause = null) => new("ToolInvalid", message, cause);

    private CommandTool Build()
    {
        CommandMetadata metadata = new(_command);
        List<ToolParameter> parameters = _options.InputSchema is null ? Offered(ChooseSet()) : Described();
        string schema = _options.InputSchema ?? JsonText.Of(SchemaOf(parameters));
        string description = _options.Description ?? _help.Value.Synopsis ?? $"The PowerShell command {_command.Name}.";
        return new CommandTool(new ToolSpecification(_name, description, schema) { Strict = _options.IsStrict }, _command, parameters)
        {
            IsReadOnly = _options.IsReadOnly ?? CommandRisk.IsReadOnly(_command.Name, metadata),
            Script = _options.Script,
            SupportsShouldProcess = metadata.SupportsShouldProcess,
        };
    }

    private Dictionary<string, object?> SchemaOf(List<ToolParameter> parameters)
    {
        // Nothing else at the top: some models know type, properties and required there and refuse the rest.
        Dictionary<string, object?> schema = new()
        {
            ["type"] = "object",
            ["properties"] = parameters.ToDictionary(static parameter => parameter.Name, static parameter => (object?)parameter.Schema),
        };
        List<object?> required = [.. parameters.Where(static parameter => parameter.IsMandatory).Select(static parameter => parameter.Name)];
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        if (_options.IsStrict == true)
        {
            // Where the service compiles a schema it wants to be told this.
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    /// <summary>The set asked for, else the default one, else the first: the first of these a model can fill.</summary>
    private CommandParameterSetInfo ChooseSet()
    {
        if (_options.ParameterSet is string wanted)
        {
            return _command.ParameterSets.FirstOrDefault(set => string.Equals(set.Name, wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw Invalid($"'{_command.Name}' has no parameter set '{wanted}'; it has {string.Join(", ", _command.ParameterSets.Select(static set => set.Name))}.");
        }

        foreach (CommandParameterSetInfo set in _command.ParameterSets.OrderByDescending(static set => set.IsDefault))
        {
            if (Unfillable(set) is null)
            {
                return set;
            }
        }

        CommandParameterSetInfo first = _command.ParameterSets.OrderByDescending(static set => set.IsDefault).First();
        CommandParameterInfo parameter = Unfillable(first)!;
        throw Invalid(
            $"'{_command.Name}' cannot be a tool: its parameter -{parameter.Name} takes a {parameter.ParameterType.Name}, which a model cannot give. "
            + "Wrap the command in a function or script block that supplies it.");
    }

    private CommandParameterInfo? Unfillable(CommandParameterSetInfo set) =>
        set.Parameters.FirstOrDefault(parameter => parameter.IsMandatory && !IsCommon(parameter) && SchemaOf(parameter) is null);

    private List<ToolParameter> Offered(CommandParameterSetInfo set)
    {
        CheckNames(_options.Parameters, set.Parameters.Select(static parameter => parameter.Name));
        List<ToolParameter> offered = [];
        foreach (CommandParameterInfo parameter in set.Parameters)
        {
            bool wanted = _options.Parameters?.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase) ?? true;
            if (IsCommon(parameter) || IsHidden(parameter) || !(wanted || parameter.IsMandatory))
            {
                continue;
            }

            if (SchemaOf(parameter) is Dictionary<string, object?> schema)
            {
                offered.Add(new ToolParameter(parameter.Name, parameter.ParameterType, parameter.IsMandatory, schema));
            }
        }

        return offered;
    }

    /// <summary>A schema of the user's own names parameters of the command, and no others.</summary>
    private List<ToolParameter> Described()
    {
        using JsonDocument schema = JsonDocument.Parse(_options.InputSchema!);
        List<ToolParameter> described = [];
        if (!schema.RootElement.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return described;
        }

        HashSet<string> required = new(StringComparer.Ordinal);
        if (schema.RootElement.TryGetProperty("required", out JsonElement names) && names.ValueKind == JsonValueKind.Array)
        {
            required.UnionWith(names.EnumerateArray().Select(static name => name.ToString()));
        }

        CheckNames(properties.EnumerateObject().Select(static property => property.Name).ToList(), _command.Parameters.Keys);
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            ParameterMetadata parameter = _command.Parameters[property.Name];
            described.Add(new ToolParameter(property.Name, parameter.ParameterType, required.Contains(property.Name), []));
        }

        return described;
    }

    private void CheckNames(IEnumerable<string>? names, IEnumerable<string> known)
    {
        HashSet<string> all = new(known.Where(static name => !IsCommon(name)), StringComparer.OrdinalIgnoreCase);
        if (names?.FirstOrDefault(name => !all.Contains(name)) is string stray)
        {
            throw Invalid($"'{_command.Name}' has no parameter -{stray} to offer.");
        }
    }

    private Dictionary<string, object?>? SchemaOf(CommandParameterInfo parameter)
    {
        string? text = _help.Value.Parameter(parameter.Name);
        Dictionary<string, object?>? schema = ParameterSchema.Of(
            parameter.ParameterType, parameter.Attributes, string.IsNullOrWhiteSpace(text) ? parameter.HelpMessage : text);
        if (schema is not null && !parameter.IsMandatory && DefaultOf(parameter.Name) is object value)
        {
            schema["default"] = value;
        }

        return schema;
    }

    /// <summary>A default that stands in the script as a plain text or number.</summary>
    private object? DefaultOf(string name)
    {
        Ast? ast = (_command as FunctionInfo)?.ScriptBlock.Ast ?? (_command as ExternalScriptInfo)?.ScriptBlock.Ast;
        IEnumerable<ParameterAst>? parameters = ast switch
        {
            FunctionDefinitionAst function => function.Parameters ?? function.Body.ParamBlock?.Parameters,
            ScriptBlockAst script => script.ParamBlock?.Parameters,
            _ => null,
        };
        object? value = parameters?.FirstOrDefault(parameter => parameter.Name.VariablePath.UserPath == name)?.DefaultValue is ConstantExpressionAst constant
            ? constant.Value
            : null;
        return value is string or int or long or double or decimal ? value : null;
    }

    // Parameters that come and go with other parameters or the current location are no part of a promise.
    private static bool IsCommon(CommandParameterInfo parameter) => parameter.IsDynamic || IsCommon(parameter.Name);

    private static bool IsCommon(string name) =>
        Cmdlet.CommonParameters.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Cmdlet.OptionalCommonParameters.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsHidden(CommandParameterInfo parameter) =>
        !parameter.IsMandatory && parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.DontShow);
}
