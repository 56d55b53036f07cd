using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using BedrockPS.Structured.Shapes;

namespace BedrockPS.Structured;

/// <summary>
/// The form an answer must have: the schema in the words of each way to ask for it, the check, and what the answer becomes. Several
/// calls may share one.
/// </summary>
internal sealed class StructuredPlan
{
    private readonly OutputEnvelope _envelope;
    private readonly Func<JsonElement, object?> _read;
    private readonly string _checked;
    private Task<SchemaValidator>? _validator;

    private StructuredPlan(Dictionary<string, object?> schema, Dictionary<string, object?> check, string? name, Func<JsonElement, object?> read)
    {
        _envelope = OutputEnvelope.For(schema);
        _read = read;
        _checked = JsonText.Of(check);
        Name = name ?? "answer";
        Description = schema.TryGetValue("description", out object? said) ? said as string : null;
        PromptSchema = JsonText.Of(_envelope.Schema);
        FormatSchema = Structured.FormatSchema.From(_envelope.Schema) is Dictionary<string, object?> format ? JsonText.Of(format) : null;

        // Of an outermost schema some models take these members and no others.
        ToolSchema = JsonText.Of(_envelope.Schema
            .Where(static entry => entry.Key is "type" or "properties" or "required" or "$defs" or "definitions")
            .ToDictionary(static entry => entry.Key, static entry => entry.Value));
    }

    /// <summary>Letters, digits, _ and -, 64 at most.</summary>
    public string Name { get; }

    public string? Description { get; }

    /// <summary>For outputConfig.textFormat; null where the service could not compile it.</summary>
    public string? FormatSchema { get; }

    public string ToolSchema { get; }

    public string PromptSchema { get; }

    /// <summary>How often errors are sent back to the model, 0 to 5.</summary>
    public int RepairAttempts { get; set; } = 1;

    /// <summary>Classes written in PowerShell belong to their runspace: answers become objects on the pipeline thread.</summary>
    public bool IsBoundToPipeline { get; private set; }

    /// <param name="schema">As <see cref="SchemaSource"/> gave it.</param>
    public static StructuredPlan FromSchema(Dictionary<string, object?> schema) =>
        new(schema, schema, null, AnswerValue.From);

    /// <param name="root">As <see cref="ShapeNotation"/> gave it.</param>
    public static StructuredPlan FromShape(OutputSlot root) =>
        new(Whole(root, isForCheck: false), Whole(root, isForCheck: true), (root.Shape as ObjectShape)?.Name, value => root.Read(value, ""))
        {
            IsBoundToPipeline = true,
        };

    /// <summary>What of an answer does not fit; nothing where it does.</summary>
    /// <param name="answer">The outermost value as the model gave it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">
    /// SchemaInvalid: the library that checks cannot read the schema. SchemaTooSlow: a pattern of it would search this answer for ever.
    /// </exception>
    public async Task<IReadOnlyList<string>> CheckAsync(JsonElement answer, CancellationToken cancellationToken)
    {
        SchemaValidator validator = await ValidatorAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. validator.Validate(_envelope.Open(answer).GetRawText()).Select(static violation => violation.ToString())];
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new BedrockException(
                "SchemaTooSlow",
                $"Whether the answer fits the schema was not decided in a second: the pattern '{exception.Pattern}' tries too many ways.",
                exception);
        }
    }

    /// <exception cref="ShapeException">The answer fits the schema, but what it should become does not take it.</exception>
    public object? Read(JsonElement answer) => _read(_envelope.Open(answer));

    /// <summary>
    /// Begins to read the schema for the check. The first one of a process takes the better part of a second, about as long as a
    /// model takes to answer. Two calls at once may both read it; either result serves.
    /// </summary>
    public Task<SchemaValidator> Prepare() => _validator ??= Task.Run(() => SchemaValidator.ParseAsync(_checked, CancellationToken.None));

    /// <exception cref="BedrockException">SchemaInvalid.</exception>
    public async Task<SchemaValidator> ValidatorAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Prepare().ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new BedrockException("SchemaInvalid", $"The schema cannot be used: {exception.Message}", exception);
        }
    }

    private static Dictionary<string, object?> Whole(OutputSlot root, bool isForCheck)
    {
        SchemaScope scope = new(isForCheck);
        Dictionary<string, object?> schema = root.Schema(scope);
        if (root is { Shape: ObjectShape { IsRecursive: true } shape, IsNullable: false })
        {
            // The outermost schema must say that it is an object's, not refer to one.
            schema = shape.Body(scope);
        }

        if (scope.Definitions.Count > 0)
        {
            schema["$defs"] = scope.Definitions;
        }

        return schema;
    }
}
