using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>
/// A list of the account's own resources for completion: asked for once and kept for a minute for each connection. An answer that
/// takes too long for the key that was pressed is there at the next one.
/// </summary>
internal sealed class AccountList
{
    private const int MaxPages = 10;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ConnectionSettings, Kept> _known = new();
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
    }

    /// <summary>What is known within the time limit; nothing where the service is slow, refuses, or cannot be asked.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Get(IDictionary bound)
    {
        try
        {
            if (BoundConnection.Resolve(bound) is not ConnectionSettings settings)
            {
                return [];
            }

            Kept kept = _known.AddOrUpdate(
                settings,
                Ask,
                (asked, before) => before.IsUsable ? before : Ask(asked));
            return kept.Reading.Wait(s_limit) ? kept.Reading.Result : [];
        }
        catch (Exception exception) when (exception is AggregateException or BedrockException)
        {
            return [];
        }
    }

    private Kept Ask(ConnectionSettings settings)
    {
        ApiClient api = new(settings, new CallOptions { Timeout = TimeSpan.FromSeconds(10) });
        return new Kept(Task.Run(() => ReadAsync(api, CancellationToken.None)));
    }

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

    private sealed class Kept
    {
        private readonly DateTime _expires = DateTime.UtcNow + s_lifetime;

        public Kept(Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> reading) => Reading = reading;

        public Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> Reading { get; }

        /// <summary>A refusal is not kept: the next key may find other credentials.</summary>
        public bool IsUsable => !Reading.IsFaulted && _expires > DateTime.UtcNow;
    }
}
