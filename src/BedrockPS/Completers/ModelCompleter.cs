using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>Model and inference profile ids of the region, from the catalogue kept for the connection.</summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(300);

    /// <summary>Embedding models for -EmbeddingModel and Get-BREmbedding, text models for chat, all for Get-BRModel.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (Catalog(fakeBoundParameters) is not ModelCatalog catalog)
        {
            return [];
        }

        string word = CompletionText.Word(wordToComplete);
        string? modality = Modality(commandName, parameterName);
        return catalog.Models
            .Where(model => (modality is null || model.OutputModality.Contains(modality)) && Fits(model, word))
            .OrderBy(model => !model.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .ThenBy(static model => model.Id, StringComparer.Ordinal)
            .SelectMany(model => Results(model, word, withProfiles: commandName != "Get-BRModel"))
            .ToArray();
    }

    private static IEnumerable<CompletionResult> Results(Model model, string word, bool withProfiles)
    {
        string toolTip = $"{model.Name} ({model.Provider}), {string.Join("+", model.InputModality)} to "
            + $"{string.Join("+", model.OutputModality)}, {model.Lifecycle}";
        if (!withProfiles || model.InferenceType.Contains("ON_DEMAND") || model.InferenceProfile.Length == 0)
        {
            yield return CompletionText.Result(model.Id, null, toolTip);
        }

        if (withProfiles)
        {
            foreach (string profile in model.InferenceProfile)
            {
                if (profile.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0 || !model.InferenceType.Contains("ON_DEMAND"))
                {
                    yield return CompletionText.Result(profile, null, toolTip + ", through its inference profile");
                }
            }
        }
    }

    private static bool Fits(Model model, string word) =>
        CompletionText.Holds(model.Id, word) || CompletionText.Holds(model.Name, word)
        || model.InferenceProfile.Any(profile => CompletionText.Holds(profile, word));

    private static string? Modality(string commandName, string parameterName) =>
        commandName == "Get-BREmbedding" || parameterName == "EmbeddingModel" ? "EMBEDDING"
        : commandName == "Get-BRModel" ? null
        : "TEXT";

    /// <summary>What is kept, or what the service says within the limit; nothing when it is slow or refuses.</summary>
    private static ModelCatalog? Catalog(IDictionary bound)
    {
        try
        {
            if (BoundConnection.Resolve(bound) is not ConnectionSettings settings)
            {
                return null;
            }

            if (ModelCatalog.Cached(settings) is ModelCatalog kept)
            {
                return kept;
            }

            // A slow answer is not thrown away: it is in the catalogue when the key is pressed again.
            ApiClient api = new(settings, new CallOptions { Timeout = TimeSpan.FromSeconds(10) });
            Task<ModelCatalog> reading = Task.Run(() => ModelCatalog.ReadAsync(api, CancellationToken.None));
            return reading.Wait(s_limit) ? reading.Result : null;
        }
        catch (Exception exception) when (exception is AggregateException or BedrockException)
        {
            return null;
        }
    }
}
