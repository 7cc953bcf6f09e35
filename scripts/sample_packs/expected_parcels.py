"""The planned parcels."""

PARCELS = """
T-01 | ERL-01 | does_not_conform | 整块位于红线内，60 000 m²，未申报任何允许情形
T-01 | ERL-02 | - | 线路条款不适用于地块
T-01 | ERL-03 | not_involved | 红线类型为水土保持，也不在自然保护地核心保护区
T-01 | UDB-01 | conforms | 边界外，但 1202 公路用地可以独立选址
T-01 | N-01 | not_involved | 距水源保护区 2.8 km
T-01 | P-09 | - | 不涉及河湖管理范围
T-01 | P-15 | - | 不在自然保护地图层上
T-01 | C-20 | conforms | 公路用地，不涉及自然保护地
T-01 | ZB-05 | to_be_judged | 辅助条款，公路用地
T-02 | ERL-01 | does_not_conform | 北部 80 m 位于红线内，16 000 m²
T-03 | ERL-01 | not_involved | 与红线共边，紧邻不等于占用
T-04 | ERL-01 | needs_justification | 0.5 m² 碎片，宽度在红线精度以内，疑似界线误差
T-05 | ERL-01 | needs_justification | 3 m 狭条，红线精度 5 m，疑似界线误差
T-06 | ERL-01 | not_involved | 红线以南 30 m
T-06 | UDB-01 | does_not_conform | 100101 工业用地，位于城镇开发边界外
T-06 | ZB-02 | does_not_conform | 距红线 30 m，小于 50 m
T-06 | N-05 | information_missing | 工业用地，行业未申报
T-06 | N-08 | information_missing | 鼓励条款，清洁能源使用情况未申报
T-06 | C-03 | conforms | 距最近敏感目标 4.1 km
T-06 | C-05 | information_missing | 要素管控分区图层覆盖范围未知，不知是否位于高排放区
T-07 | ERL-01 | not_involved | 位于红线开天窗内
T-08 | ERL-01 | does_not_conform | 位于红线飞地上
T-09 | PBF-01 | does_not_conform | 占用永久基本农田 12 000 m²
T-09 | PBF-03 | information_missing | 补划面积未申报
T-09 | PBF-06 | information_missing | 永久用地还是临时用地未申报
T-09 | UDB-01 | does_not_conform | 100101 工业用地，位于城镇开发边界外
T-09 | NB-01 | conforms | 一类工业用地，单元允许
T-09 | NB-04 | needs_justification | 占地块一半，超过 20%
T-10 | PBF-01 | does_not_conform | 整块位于永久基本农田上
T-10 | NB-04 | needs_justification | 整块占用，超过 20%
T-11 | UDB-01 | does_not_conform | 三类工业用地，一半在边界外
T-11 | UDB-02 | needs_justification | 边界外占 50%
T-11 | UDB-04 | information_missing | 边界外城镇建设用地，建设类型未申报
T-11 | N-10 | to_be_judged | 人工条款，三类工业用地
T-11 | P-13 | information_missing | 建设性质未申报
T-11 | R-02 | conforms | 位于化工园区单元内
T-11 | R-05 | needs_justification | 边界外占 50%，超过 5%
T-11 | C-12 | conforms | 地块上没有现有企业
T-11 | HG-01 | conforms | 工业用地，园区允许
T-11 | HG-04 | information_missing | 行业未申报
T-12 | UDB-01 | to_be_judged | 边界内的特别用途区，居住用地
T-12 | UDB-03 | to_be_judged | 涉及特别用途区
T-12 | C-14 | does_not_conform | 居住用地不在特别用途区允许用途之内
T-13 | P-10 | information_missing | 跨云岚区、白禾县，征求意见情况未申报
T-14 | UDB-01 | does_not_conform | 0701 居住用地，位于边界外
T-14 | C-18 | information_missing | 没有污染地块图层
T-14 | ZX-05 | conforms | 居住用地，不在红线内
T-15 | ERL-01 | not_involved | 位于优先保护单元，但在红线外
T-15 | UDB-01 | conforms | 边界外，村庄建设用地
T-15 | P-02 | conforms | 优先保护单元，不是工业或采矿用地
T-15 | P-08 | needs_justification | 优先保护单元内的宅基地
T-15 | DQ-02 | to_be_judged | 人工条款，居民点选址
T-16 | ERL-01 | does_not_conform | 一般管控单元内包含红线 6 000 m²
T-16 | NB-02 | does_not_conform | 占用古树群
T-16 | PBF-01 | not_involved | 不涉及永久基本农田
T-17 | ERL-01 | does_not_conform | 位于红线内
T-17 | ERL-06 | to_be_judged | 同时涉及水源保护区，须按其法律法规研判
T-17 | N-01 | does_not_conform | 涉及一级保护区 18 729 m²
T-17 | N-02 | - | 不是工业或仓储用地
T-17 | N-04 | not_involved | 不涉及自然保护地
T-17 | C-13 | conforms | 不是工业用地
T-17 | LH-01 | conforms | 不是工业、仓储用地
T-17 | LH-03 | to_be_judged | 人工条款，宅基地污水
T-17 | LH-05 | conforms | 地块上没有化工企业
T-18 | ERL-01 | does_not_conform | 位于红线内
T-18 | ERL-03 | does_not_conform | 自然保护地核心保护区
T-18 | N-04 | does_not_conform | 自然保护地核心保护区
T-18 | P-15 | needs_justification | 自然保护地范围内的公路用地
T-18 | C-20 | does_not_conform | 公路用地未避让自然保护地
T-18 | YL-01 | conforms | 不是工业、商业、居住用地
T-18 | YL-02 | needs_justification | 单元内新建公路
T-19 | ERL-01 | information_missing | 部分超出红线图层覆盖范围
T-19 | PBF-01 | information_missing | 部分超出农田图层覆盖范围
T-19 | N-01 | information_missing | 部分超出水源图层覆盖范围
T-20 | ERL-01 | information_missing | 位于市域外，没有数据
T-20 | PBF-01 | information_missing | 位于市域外，没有数据
T-20 | UDB-01 | information_missing | 位于市域外，没有数据
T-21 | NB-02 | conforms | 不涉及古树群
T-21 | NB-04 | conforms | 不占用永久基本农田
T-23 | UDB-01 | does_not_conform | 100102 工业用地，位于边界外
T-23 | P-01 | information_missing | 行业未申报，不知是否须入园
T-23 | C-02 | does_not_conform | 距学校 120 m，小于 150 m
T-23 | NB-01 | does_not_conform | 二类工业用地，单元仅允许一类
T-26 | ERL-01 | information_missing | 没有图形
T-27 | ERL-01 | not_involved | 不位于红线内
T-27 | UDB-01 | conforms | 位于城镇弹性发展区内
T-27 | C-01 | conforms | 居住用地
T-27 | C-15 | conforms | 距最近化工企业超过 3 km
T-27 | ZX-05 | conforms | 居住用地，不在红线内
"""
