using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Cmdlets;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Similarity;

namespace BedrockPS.Completers;

/// <summary>
/// Models of the region, from the catalogue kept for the connection: the short name that was begun, where it means one model, and the ids
/// of models and inference profiles.
/// </summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly KeptReading<ModelCatalog> s_reading = new(ModelCatalog.ReadAsync);

    /// <summary>
    /// Embedding models for -EmbeddingModel and the commands that embed, image models for -ImageModel and New-BRImage, those that rank for
    /// Invoke-BRRerank, text models for chat, all for Get-BRModel.
    /// </summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (Catalog(fakeBoundParameters) is not ModelCatalog catalog)
        {
            return [];
        }

        string word = CompletionText.Word(wordToComplete);
        Model[] models = catalog.Models.Where(Wanted(commandName, parameterName)).ToArray();
        IEnumerable<CompletionResult> ids = models
            .Where(model => Fits(model, word))
            .OrderBy(model => !model.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .ThenBy(static model => model.Id, StringComparer.Ordinal)
            .SelectMany(model => Results(model, word, withProfiles: commandName != "Get-BRModel"));
        return ShortNames(models, word).Concat(ids).ToArray();
    }

    private static IEnumerable<CompletionResult> ShortNames(IReadOnlyList<Model> models, string word) =>
        from model in word.Length == 0 ? [] : models
        let name = ModelResolver.ShortNames(model).FirstOrDefault(name =>
            name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && ModelResolver.Match(models, name) is [Model only] && only == model)
        where name is not null
        orderby name
        select CompletionText.Result(name, null, $"{Describe(model)}: {model.Id}");

    private static IEnumerable<CompletionResult> Results(Model model, string word, bool withProfiles)
    {
        string toolTip = Describe(model);
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

    private static string Describe(Model model) =>
        $"{model.Name} ({model.Provider}), {string.Join("+", model.InputModality)} to {string.Join("+", model.OutputModality)}, {model.Lifecycle}";

    private static bool Fits(Model model, string word) =>
        CompletionText.Holds(model.Id, word) || CompletionText.Holds(model.Name, word)
        || model.InferenceProfile.Any(profile => CompletionText.Holds(profile, word));

    private static Func<Model, bool> Wanted(string commandName, string parameterName) => CmdletClass.Find(commandName) switch
    {
        GetBREmbeddingCommand or EmbeddingCmdlet => Gives("EMBEDDING"),
        NewBRVideoCommand => Gives("VIDEO"),
        StartBRAsyncInvocationCommand => StartAsyncInvocationCmdlet.Fits,
        InvokeBRRerankCommand => RerankModels.IsOne,
        KnowledgeCmdlet when parameterName == "RerankModel" => RerankModels.IsOne,
        NewBRImageCommand => Gives("IMAGE"),
        GetBRModelCommand => static _ => true,
        _ => Gives(parameterName == "EmbeddingModel" ? "EMBEDDING" : parameterName == "ImageModel" ? "IMAGE" : "TEXT"),
    };

    private static Func<Model, bool> Gives(string modality) => model => model.OutputModality.Contains(modality);

    /// <summary>What is kept, or what the service says within the limit; nothing when it is slow or refuses.</summary>
    private static ModelCatalog? Catalog(IDictionary bound) =>
        BoundConnection.Resolve(bound) is ConnectionSettings settings ? ModelCatalog.Cached(settings) ?? s_reading.Get(settings) : null;
}
