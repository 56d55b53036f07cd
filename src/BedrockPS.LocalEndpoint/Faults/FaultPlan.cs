using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Local.Faults;

/// <summary>The faults in force. Requests are counted in the order they arrive, so that the same run gives the same faults.</summary>
internal sealed class FaultPlan
{
    private readonly List<FaultRule> _rules = [];
    private readonly Dictionary<KeyValuePair<FaultRule, string>, QuotaWindow> _windows = [];

    /// <param name="faults">Faults; one text may hold several, separated by commas.</param>
    /// <exception cref="ArgumentException">One is not understood.</exception>
    public FaultPlan(IEnumerable<string> faults)
    {
        foreach (string fault in faults.SelectMany(static text => text.Split(',')))
        {
            if (fault.Trim().Length > 0)
            {
                _rules.Add(FaultRule.Parse(fault));
            }
        }
    }

    public IReadOnlyList<string> Texts => _rules.Select(static rule => rule.Text).ToArray();

    /// <summary>What happens to one request of S3: only faults that name its operation are meant for it.</summary>
    public FaultDecision DecideFor(string operation) => Decide(operation, model: null, streams: false, scopedOnly: true);

    /// <summary>What happens to one request.</summary>
    public FaultDecision Decide(string operation, string? model, bool streams, bool scopedOnly = false)
    {
        if (_rules.Count == 0)
        {
            return FaultDecision.None;
        }

        TimeSpan pause = TimeSpan.Zero;
        FaultRule? hit = null;
        lock (_rules)
        {
            foreach (FaultRule rule in _rules)
            {
                bool wanted = rule.Kind == FaultKind.Slow ? pause == TimeSpan.Zero : hit is null;
                if (!wanted || (scopedOnly && !rule.IsScoped) || rule.IsOfModel || rule.IsQuota || !rule.Fits(operation, model, streams) || !rule.Take())
                {
                    continue;
                }

                if (rule.Kind == FaultKind.Slow)
                {
                    pause = rule.Pause;
                }
                else
                {
                    hit = rule;
                }
            }
        }

        return new FaultDecision(hit, pause);
    }

    /// <summary>The fault that spoils an answer which must fit a schema; null when there is none.</summary>
    public FaultRule? Spoil(string operation, string? model)
    {
        lock (_rules)
        {
            return _rules.Find(rule => rule.IsOfModel && rule.Fits(operation, model, streams: false) && rule.Take());
        }
    }

    /// <summary>Reserves a request's part of each quota that fits it; null when one of them has not enough left.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="model">Of which model; each has a quota of its own.</param>
    /// <param name="tokens">Tokens the request may come to.</param>
    /// <param name="spent">The quota that has not enough left.</param>
    public Reservation? Reserve(string operation, string? model, long tokens, out FaultRule? spent)
    {
        spent = null;
        if (_rules.Count == 0)
        {
            return Reservation.None;
        }

        List<QuotaShare> reserved = [];
        List<QuotaShare> ofTokens = [];
        lock (_rules)
        {
            foreach (FaultRule rule in _rules)
            {
                if (!rule.IsQuota || !rule.Fits(operation, model, streams: false))
                {
                    continue;
                }

                QuotaShare? share = WindowOf(rule, model).Take(rule.Kind == FaultKind.Tokens ? tokens : 1);
                if (share is null)
                {
                    // What is refused has used nothing, of other quotas neither.
                    new Reservation(reserved).Settle(0);
                    spent = rule;
                    return null;
                }

                reserved.Add(share);
                if (rule.Kind == FaultKind.Tokens)
                {
                    ofTokens.Add(share);
                }
            }
        }

        return new Reservation(ofTokens);
    }

    private QuotaWindow WindowOf(FaultRule rule, string? model)
    {
        KeyValuePair<FaultRule, string> key = new(rule, model ?? "");
        if (!_windows.TryGetValue(key, out QuotaWindow? window))
        {
            window = new QuotaWindow(rule.Limit, rule.Pause);
            _windows.Add(key, window);
        }

        return window;
    }
}
