"""The sites of project P1 and the routes of project P2."""

PROJECTS = """
S-A | ERL-01 | not_involved | 距红线 4.4 km
S-A | PBF-01 | not_involved | 距永久基本农田 992 m
S-A | UDB-01 | conforms | 位于城镇集中建设区内
S-A | N-05 | conforms | C2614 不在淘汰目录
S-A | N-06 | conforms | C26，已申报通过节能审查
S-A | N-08 | conforms | 鼓励条款，已申报使用清洁能源
S-A | N-09 | information_missing | 碳排放量未申报
S-A | N-10 | to_be_judged | 人工条款，三类工业用地
S-A | N-11 | conforms | 现有企业为 C2614，不是农药
S-A | N-12 | - | 条款已于 2025-12-31 到期
S-A | N-13 | - | 条款自 2027-01-01 起执行
S-A | P-01 | conforms | 扩建化工项目，位于化工园区内
S-A | P-03 | conforms | 距最近敏感目标 1.7 km
S-A | P-11 | conforms | 重金属净增 0
S-A | P-12 | to_be_judged | 人工条款，化工项目
S-A | P-13 | needs_justification | 2026 年内三类工业用地扩建
S-A | P-14 | conforms | 东砚区，已申报密闭输送
S-A | R-01 | conforms | 5400 tce ÷ 12000 万元 = 450 kgce/万元，不高于 500
S-A | R-02 | conforms | 三类工业，位于化工园区单元内
S-A | R-05 | conforms | 全部在边界内
S-A | R-06 | conforms | 已申报应急预案
S-A | R-07 | conforms | 距红线 4.4 km，不小于 1 km
S-A | R-08 | to_be_judged | 辅助条款，位于大气高排放区
S-A | R-09 | information_missing | 鼓励条款，余热利用情况未申报
S-A | C-02 | conforms | 距最近敏感目标 1.7 km
S-A | C-05 | conforms | 2.4 ÷ 1.2 = 2.0 倍，不低于 2 倍
S-A | C-07 | conforms | 12000 万元 ÷ 307.2 亩 = 39.06 万元/亩，不低于 35
S-A | C-08 | basically_conforms | 重复利用率 38%，不足 40%，软性条款
S-A | C-12 | needs_justification | 地块上有 C2614 现有装置
S-A | C-16 | conforms | 3.2 + 0.6 − 0.9 = 2.9 t/a，不高于 5
S-A | HG-02 | conforms | 4.0 + 1.2 − 2.4 = 2.8 t/a，不高于 3
S-A | HG-03 | conforms | 8.64 万 m³ ÷ 12000 万元 = 7.2 m³/万元，不高于 7.5
S-A | HG-05 | conforms | 已申报事故应急池
S-A | HG-06 | to_be_judged | 人工条款，扩建化工项目
S-A | HG-07 | conforms | 已申报无燃煤锅炉
S-A | O-03 | - | 2021 年版清单已被替代
S-A | A-01 | - | 专项行动已到期
S-A | F-01 | - | 2027 年版清单尚未施行
S-B | ERL-01 | not_involved | 距红线 3.5 km
S-B | PBF-01 | does_not_conform | 占用永久基本农田 81 463 m²，不是国家重点建设项目
S-B | PBF-03 | information_missing | 补划面积未申报
S-B | PBF-06 | not_involved | 已申报永久用地
S-B | PBF-07 | - | 不在城镇开发边界内
S-B | UDB-01 | does_not_conform | 三类工业用地，位于边界外
S-B | UDB-04 | conforms | 申报为工业项目，不是新城、开发区或园区
S-B | P-01 | does_not_conform | 扩建化工项目，部分位于化工园区外
S-B | P-03 | does_not_conform | 距最近敏感目标 262 m，小于 300 m
S-B | R-02 | does_not_conform | 三类工业，部分位于化工园区单元外
S-B | R-05 | needs_justification | 全部在边界外
S-B | C-08 | basically_conforms | 重复利用率 38%，不足 40%，软性条款
S-B | DB-01 | does_not_conform | 三类工业用地，未列入重点项目
S-B | DB-03 | conforms | 已申报集中供水
S-B | DB-04 | conforms | 化学需氧量净减 0.3 t/a
S-C | ERL-01 | does_not_conform | 占红线 139 809 m²，申报不属有限人为活动和国家重大项目
S-C | ERL-03 | not_involved | 红线类型为水源涵养，也不在自然保护地核心保护区
S-C | ERL-06 | to_be_judged | 同时涉及水源保护区
S-C | PBF-01 | not_involved | 不涉及永久基本农田
S-C | UDB-01 | does_not_conform | 三类工业用地，位于边界外
S-C | N-01 | not_involved | 只涉及二级保护区
S-C | N-02 | does_not_conform | 二级保护区内的工业用地
S-C | P-01 | does_not_conform | 扩建化工项目，位于化工园区外
S-C | P-02 | does_not_conform | 优先保护单元内的工业用地
S-C | P-03 | conforms | 距最近敏感目标 4.4 km
S-C | P-14 | - | 不在东砚区
S-C | R-02 | - | 不在东部经济圈
S-C | C-06 | conforms | 7.2 m³/万元，不高于 8
S-C | C-13 | does_not_conform | 水源保护区内扩建工业项目
S-C | LH-01 | does_not_conform | 单元内新增工业用地
S-C | LH-02 | does_not_conform | 2.8 t/a = 2800 kg/a，高于 2000
R-A | ERL-01 | - | 地块条款不适用于线路
R-A | ERL-02 | does_not_conform | 地表穿越砚水湿地红线 2.166 km
R-A | PBF-02 | needs_justification | 经过永久基本农田 8.180 km，用地须另行核定
R-A | UDB-01 | conforms | 部分在边界外，1202 公路用地可以独立选址
R-A | CU-01 | - | 不涉及优先保护单元
R-A | CU-02 | to_be_judged | 辅助条款，涉及重点管控单元
R-A | CU-03 | to_be_judged | 辅助条款，涉及一般管控单元
R-A | CU-04 | conforms | 已识别到管控单元
R-A | P-09 | needs_justification | 涉及河湖管理范围 461 m
R-A | P-10 | conforms | 跨两区县，已申报征求意见
R-A | C-04 | needs_justification | 距敏感目标 35 m，小于 50 m
R-A | C-09 | conforms | 已申报列入国土空间规划
R-A | C-11 | to_be_judged | 辅助条款，经过受体敏感区
R-A | C-17 | to_be_judged | 辅助条款，跨越河道
R-A | C-19 | does_not_conform | 穿越湿地类红线
R-A | C-20 | conforms | 不涉及自然保护地
R-A | XB-04 | to_be_judged | 辅助条款，公路穿越村镇段
R-A | DB-05 | information_missing | 鼓励条款，路面类型未申报
R-B | ERL-02 | not_involved | 距红线 2.3 km
R-B | PBF-02 | needs_justification | 经过永久基本农田 9.073 km，用地须另行核定
R-B | UDB-01 | conforms | 在边界外，1202 公路用地可以独立选址
R-B | P-09 | needs_justification | 涉及河湖管理范围 174 m
R-B | C-04 | conforms | 距敏感目标 528 m
R-B | C-09 | conforms | 已申报列入国土空间规划
R-B | C-19 | conforms | 不穿越红线
"""
