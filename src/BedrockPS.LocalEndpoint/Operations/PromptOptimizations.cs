using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Operations;

/// <summary>Prompts made better by rule: they are laid out under headings, with their variables as they were.</summary>
internal sealed class PromptOptimizations
{
    private readonly ModelResolver _models;

    public PromptOptimizations(ModelResolver models, OperationTable table)
    {
        _models = models;
        table.Add("bedrock-agent-runtime", "OptimizePrompt", Optimize);
    }

    private Answer Optimize(OperationCall call)
    {
        string target = call.Input.Text("targetModelId") ?? "";
        if (_models.Find(target, call.Region)?.Model is not { IsText: true } model)
        {
            throw ServiceFault.Validation($"Prompts cannot be optimised for the model '{target}'.");
        }

        string text = call.Input.Map("input")?.Map("textPrompt")?.Text("text") ?? "";
        return Answer.Stream(async (output, _) =>
        {
            await WriteAsync(output, "analyzePromptEvent", json => json.WriteString("message", Analysis(text))).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
            await WriteAsync(output, "optimizedPromptEvent", json =>
            {
                json.WriteStartObject("optimizedPrompt");
                json.WriteStartObject("textPrompt");
                json.WriteString("text", Better(text, model));
                json.WriteEndObject();
                json.WriteEndObject();
            }).ConfigureAwait(false);
        });
    }

    private static string Analysis(string text)
    {
        List<string> variables = VariablesOf(text);
        return $"The prompt has {SimulatedText.CountWords(text)} words and "
            + (variables.Count == 0 ? "no variables" : $"the variables {string.Join(", ", variables)}")
            + ". It does not say what form the answer is to have.";
    }

    private static string Better(string text, CatalogueModel model) =>
        $"## Task\n{text.Trim()}\n\n## Answer\nAnswer as briefly as the task allows, and say so where something is not known.\n\n(A simulated optimisation for {model.Name}.)";

    private static List<string> VariablesOf(string text) =>
        Regex.Matches(text, @"\{\{([0-9A-Za-z_-]+)\}\}").Cast<Match>().Select(static match => match.Groups[1].Value).Distinct().ToList();

    private static ValueTask WriteAsync(EventOutput output, string name, System.Action<Utf8JsonWriter> write)
    {
        Utf8JsonWriter json = output.BeginEvent();
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        return output.EndEventAsync(name);
    }
}
