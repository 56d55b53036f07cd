using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.S3;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>
/// Addresses in S3: buckets, then folders and keys, one level at a time as paths are. Where a parameter takes paths as well, words that
/// do not begin with s3: are left to PowerShell.
/// </summary>
public sealed class S3Completer : IArgumentCompleter
{
    private const string Scheme = "s3://";
    private const int MaxEntries = 200;
    private const int MaxPlaces = 64;

    private static readonly KeptReading<IReadOnlyList<string>> s_buckets = new(
        static (api, cancellationToken) => api.S3.BucketsAsync(cancellationToken));

    private static readonly ConcurrentDictionary<S3Location, KeptReading<IReadOnlyList<S3Entry>>> s_folders = new();

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        bool isAddress = word.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        bool isBegun = Scheme.StartsWith(word, StringComparison.OrdinalIgnoreCase);
        if (!isAddress && !(isBegun && (word.Length > 0 || TakesNothingElse(parameterName))))
        {
            // PowerShell completes paths where a completer gives null, and nothing where it gives no results.
            return TakesNothingElse(parameterName) ? [] : null!;
        }

        if (BoundConnection.Resolve(fakeBoundParameters) is not ConnectionSettings settings)
        {
            return [];
        }

        int slash = isAddress ? word.IndexOf('/', Scheme.Length) : -1;
        return slash < 0 ? Buckets(isAddress ? word.Substring(Scheme.Length) : "", settings) : Keys(word, settings);
    }

    private static bool TakesNothingElse(string parameterName) => parameterName.EndsWith("S3Uri", StringComparison.OrdinalIgnoreCase);

    private static List<CompletionResult> Buckets(string start, ConnectionSettings settings)
    {
        List<CompletionResult> results = [];
        foreach (string bucket in s_buckets.Get(settings) ?? [])
        {
            if (bucket.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                results.Add(CompletionText.Result($"{Scheme}{bucket}/", bucket));
            }
        }

        return results;
    }

    private static List<CompletionResult> Keys(string word, ConnectionSettings settings)
    {
        List<CompletionResult> results = [];
        if (S3Location.TryParse(word) is not S3Location typed)
        {
            return results;
        }

        // One listing for each folder serves every key pressed in it.
        S3Location folder = new(typed.Bucket, typed.Key.Substring(0, typed.Key.LastIndexOf('/') + 1));
        if (s_folders.Count >= MaxPlaces)
        {
            s_folders.Clear();
        }

        foreach (S3Entry entry in s_folders.GetOrAdd(folder, static place => new KeptReading<IReadOnlyList<S3Entry>>(
            (api, cancellationToken) => ListAsync(api, place, cancellationToken))).Get(settings) ?? [])
        {
            string key = entry.Location.Key;
            if (key.Length > folder.Key.Length && key.StartsWith(typed.Key, StringComparison.Ordinal))
            {
                results.Add(CompletionText.Result(
                    entry.Location.ToString(),
                    key.Substring(folder.Key.Length),
                    entry.IsFolder ? entry.Location.ToString() : $"{entry.Location}: {entry.Length:N0} bytes, {entry.LastModified.LocalDateTime:g}"));
            }
        }

        return results;
    }

    private static async Task<IReadOnlyList<S3Entry>> ListAsync(ApiClient api, S3Location folder, CancellationToken cancellationToken)
    {
        List<S3Entry> entries = [];
        await foreach (S3Entry entry in api.S3.ListAsync(folder, byFolder: true, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
            if (entries.Count == MaxEntries)
            {
                break;
            }
        }

        return entries;
    }
}
