using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Inference;
using BedrockPS.Structured;
using BedrockPS.Structured.Shapes;

namespace BedrockPS.Cmdlets;

/// <content>Answers as objects: -Schema, -As, and what belongs to them.</content>
public abstract partial class InferenceCmdlet
{
    private StructuredPlan? _structure;

    /// <summary>
    /// JSON schema the answer must fit: a hashtable or object, JSON text, or the path of a file of it. The answer is checked, and
    /// written as an object instead of a ModelResponse.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Schema { get; set; }

    /// <summary>
    /// What the answer becomes: a type such as [MyClass] or [int[]], a hashtable of names and types, or a list of one of these. The
    /// schema comes from it, Validate attributes included.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? As { get; set; }

    /// <summary>How often an answer that does not fit is sent back to the model with its errors, 0 to 5; once when not given.</summary>
    [Parameter]
    [ValidateRange(0, 5)]
    public int RepairAttempt { get; set; } = 1;

    /// <summary>With -Schema or -As, write the ModelResponse with the object as its Value.</summary>
    [Parameter]
    public SwitchParameter FullResponse { get; set; }

    partial void AddStructure(InferenceRequest settings)
    {
        if (Schema is null && As is null)
        {
            return;
        }

        settings.Structure = _structure ??= NewStructure();
    }

    partial void WrapStructure(ref IModelCaller caller) =>
        caller = new StructuredCaller(caller, Api.Settings, Log.RunAsync, Log.Add) { CanConstrain = !UsesNativeFormat };

    partial void ReplaceOutput(ModelResponse response, ref object? output, ref bool enumerate)
    {
        if (response.HasValue && !FullResponse)
        {
            output = response.Value;
            enumerate = true;
        }
    }

    private string SchemaPath(string path)
    {
        try
        {
            return FullPathOf(path);
        }
        catch (BedrockException exception)
        {
            throw new BedrockException("SchemaUnreadable", $"The schema cannot be read. {exception.Message}", exception);
        }
    }

    private StructuredPlan NewStructure()
    {
        if (Schema is not null && As is not null)
        {
            throw new BedrockException("SchemaConflict", "-Schema and -As both say what the answer must be.");
        }

        StructuredPlan plan;
        if (As is not null)
        {
            plan = StructuredPlan.FromShape(ShapeNotation.Read(As));
        }
        else
        {
            Dictionary<string, object?> schema = SchemaSource.Read(Schema!, SchemaPath);
            plan = StructuredPlan.FromSchema(schema);
            IReadOnlyCollection<string> passed = SchemaCheck.UncheckedWords(schema);
            if (passed.Count > 0)
            {
                WriteWarning($"Answers are not checked against these keywords of the schema: {string.Join(", ", passed)}.");
            }
        }

        plan.RepairAttempts = RepairAttempt;
        if (Schema is null)
        {
            _ = plan.Prepare();
        }
        else
        {
            // A schema of the user's own that cannot be read for the check is known before a model is paid to follow it.
            Wait(plan.ValidatorAsync(StopToken));
        }

        return plan;
    }
}
