using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>A list of the account's own resources for completion.</summary>
internal sealed class AccountList
{
    private const int MaxPages = 10;

    private readonly KeptReading<IReadOnlyList<IReadOnlyDictionary<string, object?>>> _reading;
    private readonly string _service;
    private readonly string _operation;
    private readonly string _member;
    private readonly Dictionary<string, object?>[] _requests;

    /// <param name="service">Such as bedrock.</param>
    /// <param name="operation">Such as ListGuardrails.</param>
    /// <param name="member">The answer's member that holds the list.</param>
    /// <param name="requests">What the operation needs, such as the parent of what is listed; several requests make one list; null: nothing.</param>
    public AccountList(string service, string operation, string member, IEnumerable<Dictionary<string, object?>>? requests = null)
    {
        _requests = [.. requests ?? [[]]];
        _service = service;
        _operation = operation;
        _member = member;
        _reading = new KeptReading<IReadOnlyList<IReadOnlyDictionary<string, object?>>>(ReadAsync);
    }

    /// <summary>What is known within the time limit; nothing where the service is slow, refuses, or cannot be asked.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Get(IDictionary bound) =>
        (BoundConnection.Resolve(bound) is ConnectionSettings settings ? _reading.Get(settings) : null) ?? [];

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> ReadAsync(ApiClient api, CancellationToken cancellationToken)
    {
        List<IReadOnlyDictionary<string, object?>> resources = [];
        foreach (Dictionary<string, object?> request in _requests)
        {
            IAsyncEnumerator<Dictionary<string, object?>> pages = api
                .CallPagesAsync(_service, _operation, request, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            try
            {
                for (int page = 0; page < MaxPages && await pages.MoveNextAsync().ConfigureAwait(false); page++)
                {
                    resources.AddRange(pages.Current.Maps(_member));
                }
            }
            finally
            {
                await pages.DisposeAsync().ConfigureAwait(false);
            }
        }

        return resources;
    }
}
